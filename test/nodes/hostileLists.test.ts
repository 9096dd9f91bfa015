import type { Loaded } from '../support/countedModules';
import type { ErrorTable } from '../../nodes/shared/policy';
import { PROVIDERS } from '../../tools/providers';
import { context, many, nested, node, place, type ListReader } from '../../tools/providers/hostile';
import { expectLinear, modules } from '../support/hostile';

const parsed = (json: string): unknown => JSON.parse(json);

/** How many entries hostile lists have. */
const ENTRIES = 40_000;

const load = (file: string) => modules.load(file);

const errors: ErrorTable = { service: 'Provider', code: [], message: ['message'], hints: {} };

/** A poll that finds a thing with many states, or many things. */
async function pollTwice(module: Loaded, snapshots: unknown[], before: Record<string, unknown>) {
	const source = {
		name: 'test',
		settings: undefined,
		statesReturn: true,
		fetchAll: async () => snapshots,
	};
	const subject = { event: 'test', account: '', settings: '', credential: '' };
	const kept = { pollState: { subject, things: before } };
	await (module.poll(context(kept), source) as unknown as Promise<unknown>);
}

const toItem = (state: string) => ({ json: { state } });

/** The code that reads third-party lists, by module. */
const LISTS: Record<string, Record<string, ListReader>> = {
	...Object.fromEntries(PROVIDERS.flatMap(({ hostile }) => Object.entries(hostile.lists))),
	'nodes/shared/json.ts': {
		'levels of lists': (module, count) => {
			const deep = nested(count);
			return () => module.isTooDeep(deep);
		},
		fields: (module, count) => {
			const fields = Object.fromEntries(many(count, (id) => [`a${id}`, id]));
			return () => [module.isSameJson(fields, { ...fields, a: 1 }), module.filled(fields)];
		},
		texts: (module, count) => () => module.firstDuplicate(many(count, String)),
	},
	'nodes/shared/listEnd.ts': {
		rows: (module, count) => () => new module.ListEnd().isReached(many(count, String)),
	},
	'nodes/shared/parameters/distinctEntries.ts': {
		recipients: (module, count) => {
			const entries = many(count, (id) => ({ email: `a${id % 2 ? id : 0}@b.it` }));
			return () => module.distinctEntries(context(), entries, 'Recipient');
		},
	},
	'nodes/shared/parameters/email.ts': {
		addresses: (module, count) => () =>
			module.readEmails(
				many(count, (id) => `a${id}@b.it`),
				place(),
			),
	},
	'nodes/shared/parameters/id.ts': {
		IDs: (module, count) => () => module.readIds(many(count, String), place()),
	},
	'nodes/shared/parameters/json.ts': {
		'levels of lists as text': (module, count) => () =>
			module.readJson('['.repeat(count) + ']'.repeat(count), place()),
		'levels of objects': (module, count) => {
			const deep = parsed(`${'{"a":'.repeat(count)}1${'}'.repeat(count)}`);
			return () => module.readJson(deep, place());
		},
		'entries of a list': (module, count) => {
			const json = JSON.stringify(many(count, (id) => ({ id, list: [[{}]] })));
			return () => [module.readJson(json, place()), module.readJson(parsed(json), place())];
		},
	},
	'nodes/shared/files/references.ts': {
		'levels of lists': (module, count) => {
			const files = nested(count);
			return () => module.referencesIn(context({ files }), 'files', { label: 'Files' });
		},
		names: (module, count) => {
			const files = many(count, String);
			return () => module.referencesIn(context({ files }), 'files', { label: 'Files' });
		},
	},
	'nodes/shared/polling/index.ts': {
		'states of one thing': (module, count) => {
			const states = many(count, String);
			const before = { one: { states: many(count, (id) => `before ${id}`) } };
			return async () => await pollTwice(module, [{ id: 'one', states, toItem }], before);
		},
		things: (module, count) => {
			const snapshots = many(count, (id) => ({ id: `${id}`, states: ['a'], toItem }));
			return async () => await pollTwice(module, snapshots, {});
		},
		'things that are known': (module, count) => {
			const snapshots = many(count, (id) => ({ id: `${id}`, states: ['b'], toItem }));
			const before = Object.fromEntries(many(count, (id) => [`${id}`, { states: ['a'] }]));
			return async () => await pollTwice(module, snapshots, before);
		},
	},
	'nodes/shared/response/index.ts': {
		'levels of lists': (module, count) => {
			const body = { data: nested(count) };
			return () => module.checkResponse(node, { statusCode: 200, headers: {}, body }, { errors });
		},
		rows: (module, count) => {
			const body = many(count, (id) => ({ id, list: [{}] }));
			return () => module.checkResponse(node, { statusCode: 200, headers: {}, body }, { errors });
		},
	},
	'nodes/shared/run/sendable.ts': {
		'levels of lists': (module, count) => {
			const body = nested(count);
			return () => module.sendable(context(), { url: '/', body });
		},
		rows: (module, count) => {
			const body = many(count, (id) => ({ id, list: [{}] }));
			return () => module.sendable(context(), { url: '/', body });
		},
	},
};

describe.each(Object.entries(LISTS))('%s goes through', (file, lists) => {
	it.each(Object.entries(lists))(`${ENTRIES} %s`, async (_name, read) => {
		const module = modules.load(file);
		await expectLinear((count) => read(module, count, load), { size: ENTRIES });
	});
});
