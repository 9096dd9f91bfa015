import { letterPdf } from '../../tools/demo/letterPdf';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/engine';
import { PROVIDERS } from '../../tools/providers';
import { Editor } from './editor';
import { eventsOf, freshNode, triggers, type NodeType } from './nodeTypes';
import { RemoteSandbox } from './sandbox';

let editor: Editor;
let sandbox: RemoteSandbox;

beforeAll(async () => {
	editor = await Editor.open();
	sandbox = new RemoteSandbox(editor.stage.sandbox);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

/** What has to be sent before there is anything to report. */
const sends = PROVIDERS.flatMap(({ trigger }) => trigger.sends);

/** The provider of a polling trigger, whose descriptor has what each of its events then reports. */
const providerOf = ({ name }: NodeType) =>
	PROVIDERS.find(({ trigger }) => trigger.node.type.endsWith(`.${name}`))!;

const polling = triggers.filter(({ polling: isPolling }) => isPolling);

const cases = polling.flatMap((type) =>
	eventsOf(type).map(({ name, value }) => ({
		type,
		event: value as string,
		label: `${type.displayName}: ${name}`,
	})),
);

it('something is sent with each provider', async () => {
	const pdf = (await letterPdf('Lease', 'The lease begins on 1 April.')).toString('base64');
	const file = {
		name: 'File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toBinary',
			sourceProperty: 'pdf',
			options: { fileName: 'lease.pdf', mimeType: 'application/pdf' },
		},
	};
	const columns = sends.map((node, index) => ({ ...node, position: [500, index * 140] }));
	await editor.openWorkflow({
		name: 'Something with each provider',
		nodes: [...chain(start, file).nodes, ...columns],
		connections: {
			...(chain(start, file).connections as object),
			File: { main: [sends.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
		},
		pinData: { [start.name]: [{ json: { pdf } }] },
	});
	await editor.execute();
	await editor.picture('triggers-sent');
	await sandbox.advance({ hours: 2 });
});

it('knows every event', () => {
	const known = polling.map((type) => [
		type.name,
		Object.keys(providerOf(type).trigger.events).sort(),
	]);
	const offered = polling.map((type) => [
		type.name,
		eventsOf(type)
			.map(({ value }) => value)
			.sort(),
	]);
	expect(known).toEqual(offered);
});

describe('Fetch Test Event of', () => {
	beforeAll(async () => {
		const nodes: INodeJson[] = [];
		for (const [index, { type, event, label }] of cases.entries()) {
			const { name, trigger } = providerOf(type);
			const accepted = await sandbox.accepted(name);
			const parameters = trigger.events[event].parameters?.(accepted);
			nodes.push({
				...freshNode(type),
				name: label,
				position: [(index % 5) * 260, Math.floor(index / 5) * 220],
				parameters: { event, ...parameters },
			});
		}
		await editor.openWorkflow({ name: 'Every event', nodes });
	});

	afterEach(async () => await editor.closeNode());

	it.each(cases)('$label shows one', async ({ type, event, label }) => {
		await editor.openNode(label);
		await editor.find('node-execute-button').first().click();
		await editor.seeOutput(providerOf(type).trigger.events[event].shows);
		await editor.picture(`event-${type.name}-${event}`, editor.find('ndv'));
	});
});
