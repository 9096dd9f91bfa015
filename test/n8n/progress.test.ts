import { chain, start } from '../../tools/engine/chain';
import { PROVIDERS } from '../../tools/providers';
import { addressOf } from '../../tools/providers/mailing';
import { Editor } from './editor';
import { actionNodes } from './nodeTypes';
import { RemoteSandbox } from './sandbox';

/** How many items a node gets: few enough that no window of requests is full. */
const ITEMS = 10;

/** The hints that a provider's node may show while it runs. */
const hintsOf = (name: string) => actionNodes.find((type) => type.name === name)?.hints ?? [];

const slow = PROVIDERS.filter(({ name }) =>
	hintsOf(name).some(({ message }) => message.includes('accepts')),
);

/** How long each answer takes, in milliseconds: long enough for a busy machine to show what is there meanwhile. */
const LATENCY = 5_000;

let editor: Editor;
let sandbox: RemoteSandbox;

beforeAll(async () => {
	editor = await Editor.open();
	sandbox = new RemoteSandbox(editor.stage.sandbox);
});
afterEach(async () => {
	await sandbox.latency(0);
	expect(editor.takeComplaints()).toEqual([]);
});
afterAll(async () => await editor.close());

it.each(slow)('$title says how long a send takes while it runs', async (provider) => {
	const { node } = provider.mailing;
	const items = Array.from({ length: ITEMS }, (_, index) => ({
		json: { email: addressOf(`${provider.name}-${index}`), subject: `Progress ${index}` },
	}));
	await editor.openWorkflow({ ...chain(start, node), pinData: { [start.name]: items } });
	await editor.openNode(node.name);
	const panel = editor.find('output-panel');
	const hint = panel.getByText(
		/accepts .*, so these items take less than a minute\. What has been/,
	);
	await sandbox.latency(LATENCY);
	await editor.find('node-execute-button').click();
	await hint.waitFor();
	await editor.picture(`progress-${provider.name}`, panel);
	await sandbox.latency(0);
	await editor.seeOutput(`${ITEMS} items`);
	await editor.closeNode();
});
