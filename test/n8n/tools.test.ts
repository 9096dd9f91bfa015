import { Editor } from './editor';
import { actionNodes } from './nodeTypes';

/** An agent without tools. */
const agent = {
	name: 'Agent',
	nodes: [
		{
			name: 'When chat message received',
			type: '@n8n/n8n-nodes-langchain.chatTrigger',
			typeVersion: 1.1,
			position: [0, 0],
		},
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 2,
			position: [220, 0],
		},
	],
	connections: {
		'When chat message received': { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
	},
};

let editor: Editor;

beforeAll(async () => {
	editor = await Editor.open();
	await editor.openWorkflow(agent);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

it.each(actionNodes)('an agent finds $displayName among the tools', async ({ displayName }) => {
	const plus = editor.page.locator(
		'[data-handleid="inputs/ai_tool/0"] [data-test-id="canvas-handle-plus"]',
	);
	const bar = editor.find('node-creator-search-bar');
	await editor.until(bar, async () => {
		if (!(await bar.isVisible())) await plus.click();
	});
	await bar.fill(displayName);

	await editor.offered(`${displayName} Tool`).waitFor();
	await editor.picture(`tools-${displayName.replace(/\s/g, '')}`);
	await editor.closeSearch();
});
