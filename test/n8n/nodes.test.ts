import type { INodeParameters } from 'n8n-workflow';
import { PROVIDERS } from '../../tools/providers';
import { Editor } from './editor';
import {
	isTrigger,
	actionNodes,
	choices,
	eventsOf,
	freshNode,
	labels,
	nodeTypes,
	triggers,
	webhookTriggers,
	type NodeType,
} from './nodeTypes';

/** All nodes of the package, just added. */
const everyNode = {
	name: 'Every node',
	nodes: [
		{ name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [-400, 0] },
		...nodeTypes.map((type, index) => ({ ...freshNode(type), position: [0, index * 200] })),
	],
	connections: {
		Start: {
			main: [actionNodes.map(({ defaults: { name } }) => ({ node: name, type: 'main', index: 0 }))],
		},
	},
};

let editor: Editor;

beforeAll(async () => {
	// Tall enough for the longest form.
	editor = await Editor.open({ width: 1400, height: 1900 });
	await editor.openWorkflow(everyNode);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

/** The search term for a trigger: the name of its provider. */
const providerOf = (trigger: NodeType) =>
	actionNodes.find(({ displayName }) => trigger.displayName.startsWith(`${displayName} `))!
		.displayName;

/** n8n omits the last word of each trigger's name, and then lists it under the node of that name. */
const listed = ({ displayName }: NodeType) => displayName.replace(/ Trigger$/, '');

const events = (trigger: NodeType) => eventsOf(trigger).map(({ name }) => `On ${name}`);

/** Waits for names in one of n8n's lists, which shows some of them in lower case. */
const offers = async (names: string[]) => {
	for (const name of names)
		await editor.find('node-creator-item-name', exactly(name)).first().waitFor();
};

const exactly = (text: string) =>
	new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`, 'i');

describe('a search for the name of a provider', () => {
	afterEach(async () => await editor.closeSearch());

	it.each(actionNodes)('finds $displayName and all that it can do', async (type) => {
		await editor.search(type.displayName);
		await editor.offered(type.displayName).click();

		const actions = choices(type, 'resource', {}).flatMap(({ value }) =>
			choices(type, 'operation', { resource: value }).map(({ action }) => action!),
		);
		await offers(actions);
		await editor.picture(`search-${type.name}`, editor.find('node-creator'));
	});

	it.each(triggers)('finds $displayName and all that it starts for', async (type) => {
		await editor.search(providerOf(type));
		await editor.offered(listed(type)).click();
		const section = editor.page.getByText(/^Triggers \(\d+\)/);
		const firstEvent = editor.find('node-creator-item-name', exactly(events(type)[0]));
		await editor.until(firstEvent, async () => {
			if (!(await firstEvent.first().isVisible())) await section.click();
		});

		await offers(events(type));
		await editor.picture(`search-${type.name}`, editor.find('node-creator'));
	});
});

describe.each(PROVIDERS)('$title', ({ title, name, searches }) => {
	afterEach(async () => await editor.closeSearch());

	it.each(searches)('is found by somebody who searches for %s', async (words) => {
		await editor.search(words);
		await editor.offered(title).waitFor();
		await editor.picture(
			['palette', name, words.normalize('NFC').replace(/ /g, '-')].join('-'),
			editor.find('node-creator'),
		);
	});
});

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
	it('every node shows its icon', async () => {
		await editor.page.emulateMedia({ colorScheme: theme });
		for (const { defaults, iconUrl } of nodeTypes) {
			const icon = editor
				.node(defaults.name as string)
				.locator(`img[src$="${iconUrl[theme]}"]`)
				.first();
			await icon.waitFor();
			await editor.eventually(
				async () =>
					await icon.evaluate((image) => (image as { naturalWidth?: number }).naturalWidth !== 0),
			);
		}
		await editor.picture(`icons-${theme}`);
		await editor.page.emulateMedia({ colorScheme: 'light' });
	});
});

/** Waits until the opened node shows all of these. */
async function seeLabels(expected: string[]): Promise<void> {
	const panel = editor.find('node-parameters');
	// Notices contain links.
	for (const label of expected.map((each) => each.replace(/<[^>]*>/g, '')))
		await panel.getByText(label).filter({ visible: true }).first().waitFor();
}

const form = () => editor.find('node-parameters');

describe('the form of', () => {
	afterEach(async () => await editor.closeNode());

	it.each(actionNodes)('$displayName shows each resource and operation', async (type) => {
		await editor.openNode(type.defaults.name as string);
		for (const resource of choices(type, 'resource', {})) {
			await editor.choose('resource', resource.name);
			const operations = choices(type, 'operation', { resource: resource.value });
			for (const operation of operations) {
				if (operations.length > 1) await editor.choose('operation', operation.name);
				await seeLabels(labels(type, { resource: resource.value, operation: operation.value }));
				const words = ['form', type.name, resource.value, operation.value];
				await editor.picture(words.join('-'), form());
			}
		}
	});

	it.each(triggers.filter(({ polling }) => polling))(
		'$displayName shows each event',
		async (type) => {
			await editor.openNode(type.defaults.name as string);
			for (const event of eventsOf(type)) {
				await editor.choose('event', event.name);
				await seeLabels(labels(type, { event: event.value }));
				await editor.picture(['form', type.name, event.value].join('-'), form());
			}
		},
	);

	it.each(webhookTriggers)('$displayName shows each event that is chosen', async (type) => {
		await editor.openNode(type.defaults.name as string);
		const all = eventsOf(type);
		await editor.choose('events', ...all.map(({ name }) => name));
		await editor.page.keyboard.press('Escape');
		const chosen = editor.parameter('events');
		for (const { name } of all) await chosen.getByText(name, { exact: true }).waitFor();
		await seeLabels(labels(type, { events: all.map(({ value }) => value) }));
		await editor.picture(['form', type.name].join('-'), form());
	});
});

/** Each operation and each event, as a node whose name contains its expected subtitle on the canvas. */
const everySubtitle = nodeTypes.flatMap((type) => {
	const node = (parameters: INodeParameters, words: string) => ({
		words,
		node: { ...freshNode(type), name: `${type.displayName}, ${words}`, parameters },
	});
	if (!isTrigger(type)) {
		return choices(type, 'resource', {}).flatMap((resource) =>
			choices(type, 'operation', { resource: resource.value }).map((operation) =>
				node(
					{ resource: resource.value, operation: operation.value },
					`${operation.name}: ${resource.name}`,
				),
			),
		);
	}
	return eventsOf(type).map((event) =>
		node(type.webhooks ? { events: [event.value] } : { event: event.value }, event.name),
	);
});

it('every node says on the canvas, in words, what it does', async () => {
	await editor.openWorkflow({
		name: 'Every operation and event',
		nodes: everySubtitle.map(({ node }, index) => ({
			...node,
			position: [(index % 10) * 300, Math.floor(index / 10) * 200],
		})),
	});
	for (const { node, words } of everySubtitle) {
		await editor.node(node.name).getByText(words, { exact: true }).first().waitFor();
	}
	await editor.picture('subtitles');
});
