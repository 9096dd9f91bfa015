import type { INodeParameters, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import {
	formOrJson,
	listFrom,
	type ListParameters,
} from '../../../../nodes/shared/parameters/formOrJson';
import { chain, start } from '../../../../tools/engine/chain';
import { startEngine, type Engine } from '../../../../tools/engine/engine';
import { setReplay } from '../../../support/replay';

const parameters: ListParameters = {
	label: 'Guests',
	choice: 'specifyGuests',
	form: ['guests', 'guest'],
	json: 'guestsJson',
	example: '[{ "name": "Claire" }]',
};

const replay = setReplay();

/** What the node under test found, by item. */
const found: unknown[][] = [];

const guestBook: INodeType = {
	description: {
		displayName: 'Guest Book',
		name: 'guestBook',
		group: ['output'],
		version: 1,
		description: 'Takes a list by form or as JSON',
		defaults: { name: 'Guest Book' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		requestDefaults: {},
		properties: [
			...formOrJson(parameters, 'Who comes', [
				{ displayName: 'Name', name: 'name', type: 'string', default: '' },
				{ displayName: 'Age', name: 'age', type: 'number', default: 18 },
			]),
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'hidden',
				default: 'party',
				routing: {
					send: {
						preSend: [
							async function (request) {
								found.push(listFrom(this, parameters));
								return { ...request, url: replay.url };
							},
						],
					},
				},
			},
		],
	},
};

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { 'test.guestBook': guestBook } });
	replay.answer({ body: {} });
});
beforeEach(() => {
	found.length = 0;
});
afterAll(async () => await engine?.stop());

async function listGiven(given: INodeParameters, item = {}) {
	const node = { name: 'Guest Book', type: 'test.guestBook', typeVersion: 1, parameters: given };
	const { error } = await engine.run(chain(start, node), { input: [{ json: item }] });
	return error ? error : found[0];
}

const claire = { name: 'Claire', age: 44 };

it('The form gives its entries', async () => {
	const form = { specifyGuests: 'form', guests: { guest: [claire, { name: 'Paul', age: 3 }] } };

	expect(await listGiven(form)).toEqual([claire, { name: 'Paul', age: 3 }]);
});

it('The form begins with one empty entry, for its user to fill', async () => {
	expect(await listGiven({})).toEqual([{ name: '', age: 18 }]);
});

it('JSON begins with the example', async () => {
	expect(await listGiven({ specifyGuests: 'json' })).toEqual([{ name: 'Claire' }]);
});

it.each<[string, string, unknown[]]>([
	['a list as text', JSON.stringify([claire]), [claire]],
	['one object as text', JSON.stringify(claire), [claire]],
	['a list from an expression', '={{ $json.guests }}', [claire]],
	['one object from an expression', '={{ $json.guests[0] }}', [claire]],
	['text from an expression', '={{ JSON.stringify($json.guests) }}', [claire]],
	[
		'text with an expression inside',
		'=[{ "name": "{{ $json.guests[0].name }}" }]',
		[{ name: 'Claire' }],
	],
])('JSON may be %s', async (_, guestsJson, list) => {
	expect(await listGiven({ specifyGuests: 'json', guestsJson }, { guests: [claire] })).toEqual(
		list,
	);
});

it.each<[string, INodeParameters]>([
	['form', { specifyGuests: 'form', guests: { guest: [] } }],
	['form without its list', { specifyGuests: 'form', guests: {} }],
	['JSON', { specifyGuests: 'json', guestsJson: '[]' }],
	['text from an expression', { specifyGuests: 'json', guestsJson: '={{ "" }}' }],
])('An empty %s is refused', async (_, given) => {
	expect(await listGiven(given)).toMatchObject({
		message: "The parameter 'Guests' is empty [item 0]",
		description: 'Add at least one entry.',
	});
});

it.each([['[{'], ['Claire'], ['7'], ["[{ name: 'Claire' }]"]])(
	'%j is refused, for it is no list in JSON',
	async (guestsJson) => {
		expect(await listGiven({ specifyGuests: 'json', guestsJson })).toMatchObject({
			message: expect.stringContaining('is not JSON') as string,
		});
	},
);

it.each([['1'], ['null'], ['"a"'], ['[]']])('An entry can not be %s', async (entry) => {
	const guestsJson = `[{ "name": "Claire" }, ${entry}]`;
	expect(await listGiven({ specifyGuests: 'json', guestsJson })).toMatchObject({
		message: 'Guest 2 is not an object [item 0]',
		description: 'Enter a list such as [{ "name": "Claire" }]',
	});
});
