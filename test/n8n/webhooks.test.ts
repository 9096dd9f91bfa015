import { PROVIDERS } from '../../tools/providers';
import { Editor } from './editor';
import { freshNode, webhookTriggers, type NodeType } from './nodeTypes';
import { RemoteSandbox } from './sandbox';

let editor: Editor;
let sandbox: RemoteSandbox;

beforeAll(async () => {
	editor = await Editor.open();
	sandbox = new RemoteSandbox(editor.stage.sandbox);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

const providerOf = ({ name }: NodeType) =>
	PROVIDERS.find(({ webhook }) => webhook?.node.type.endsWith(`.${name}`));

it('knows every webhook trigger', () => {
	expect(webhookTriggers.filter((type) => !providerOf(type))).toEqual([]);
});

let events = 0;

describe.each(webhookTriggers)('$displayName', (type) => {
	const { name: provider, webhook } = providerOf(type)!;
	const { happening, forged } = webhook!;
	/** Lets something happen. Returns the event that is pushed for it, and a word of it that is in the output. */
	const genuine = async () => {
		const word = `event-${++events}`;
		const event = await happening(editor.stage.accounts, word);
		await sandbox.advance({ hours: 1 });
		return { event, word };
	};
	const node = type.defaults.name as string;
	let id: string;

	beforeAll(async () => {
		id = await editor.openWorkflow({ name: type.displayName, nodes: [freshNode(type)] });
	});
	afterEach(async () => await editor.closeNode());

	it('shows its URLs, and what to do with them', async () => {
		await editor.openNode(node);
		const urls = [await editor.webhookUrl('Test URL'), await editor.webhookUrl('Production URL')];
		await editor.page.getByText('When will this node trigger my flow?').click();
		await editor.page.getByText('is good for one event each time').waitFor();
		await editor.picture(`webhook-${type.name}-urls`, editor.find('ndv'));

		const [test, production] = urls.map((url) => url.replace(editor.stage.url, ''));
		// The secret part is the same in both.
		expect(production).toMatch(/^\/webhook\/[\da-f-]{36}\/webhook$/);
		expect(test).toBe(production.replace('/webhook/', '/webhook-test/'));
	});

	it('waits for a test event until a genuine one comes', async () => {
		const { event, word } = await genuine();
		await editor.openNode(node);
		await sandbox.setEndpoint(provider, await editor.webhookUrl('Test URL'));
		await editor.find('node-execute-button').first().click();
		const waiting = editor.find('trigger-listening');
		await waiting.waitFor();
		await editor.picture(`webhook-${type.name}-listening`, editor.find('ndv'));

		expect(await sandbox.push(provider, forged(event))).toEqual([401]);
		expect(await waiting.isVisible()).toBe(true);
		expect(await sandbox.push(provider, event)).toEqual([200]);
		await editor.seeOutput(word);
		await editor.picture(`webhook-${type.name}-test-event`, editor.find('ndv'));
	});

	it('starts the published workflow once for a genuine event, and never for a forged one', async () => {
		const { event } = await genuine();
		await editor.openNode(node);
		const url = await editor.webhookUrl('Production URL');
		await editor.closeNode();
		await editor.publish();
		await editor.picture(`webhook-${type.name}-published`);
		await sandbox.setEndpoint(provider, url);
		// n8n does not know the URL until a moment after the workflow was published.
		await editor.eventually(async () => (await sandbox.push(provider, forged(event)))[0] !== 404);

		expect(await sandbox.push(provider, forged(event))).toEqual([401]);
		expect(await sandbox.push(provider, { ...event, times: 2 })).toEqual([200, 200]);
		await editor.page.goto(`${editor.stage.url}/workflow/${id}/executions`);
		const list = editor.find('current-executions-list').locator('[data-test-execution-status]');
		await list.and(editor.page.locator('[data-test-execution-status=success]')).first().waitFor();
		await editor.picture(`webhook-${type.name}-executions`);
		// The execution of the test event, and this one.
		expect(await list.count()).toBe(2);
	});
});
