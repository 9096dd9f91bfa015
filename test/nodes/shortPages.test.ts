import type { IDataObject, INodeParameters, INodeType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { defaultSwitches as postageAppSwitches } from '../../sandbox/postageApp/switches';
import { defaultSwitches as stempSwitches } from '../../sandbox/stemp/switches';
import { Caller } from '../sandbox/postageApp/caller';
import { chain, start } from '../../tools/engine/chain';
import { openLog } from '../support/log';
import { postageApp, postageAppAccount } from '../../tools/providers/postageApp/node';
import { instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import {
	byId,
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
	stempTrigger,
} from '../../tools/providers/stemp/node';
import { connect, hangUp } from '../../tools/engine/webhookTriggers';

/**
 * A provider may give fewer rows than it is asked for, and that is no end: every list is read to its total or
 * to an empty page. Here no page has more than seven.
 */
const ROWS = 7;

const DAY = 24 * 60 * 60_000;

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });

beforeAll(async () => await log.read(stage.engine));
beforeEach(() => {
	stage.sandbox.stemp.switches = {
		...stempSwitches(),
		largestPage: ROWS,
		accessTokenLife: 365 * 24 * 60 * 60,
	};
	stage.sandbox.postageApp.switches = { ...postageAppSwitches(), largestPage: ROWS };
	log.warnings.length = 0;
});
afterEach(hangUp);

const credentials = () => ({
	stempApi: stempAccountWithAccessToken(stage.sandbox.stemp),
	postageAppApi: postageAppAccount(stage.sandbox.postageApp),
});

const nodes = { stemp, postageApp };

/** The items of an operation. */
async function run(
	provider: keyof typeof nodes,
	operation: [string, string],
	parameters: INodeParameters = {},
	input?: Array<{ json: IDataObject }>,
): Promise<IDataObject[]> {
	const node = nodes[provider](operation, parameters);
	const { error, items } = await stage.engine.run(chain(start, node), {
		credentials: credentials(),
		...(input && { input }),
	});
	expect(error?.message).toBeUndefined();
	return items(node.name).map(({ json }) => json);
}

let workflows = 0;

/** All users of stemp that were written to. */
const users: string[] = [];

/** A trigger of its own workflow; each call is a poll. */
function polled(trigger: ReturnType<typeof stempTrigger>) {
	const staticData: IDataObject = {};
	const workflow = { id: `short-${++workflows}`, nodes: [trigger] };
	return async () => {
		const { items, error } = await stage.engine.poll(workflow, {
			credentials: credentials(),
			staticData,
		});
		if (error) throw error;
		return items?.map(({ json }) => json) ?? [];
	};
}

/** Lists that come whole, by one request: their providers document no pages. */
const WHOLE = [
	'legallyMail email getMany',
	'legallyMail signature getMany',
	'postageApp mailbox getMany',
	'postageApp method getMany',
	'postageApp suppression getMany',
	'stampee customer getMany',
];

/** Lists that have pages; PEC Massiva's inbox has a test of its own. */
const PAGED = [
	'pecMassiva inbox getMany',
	'postageApp message getHistory',
	'postageApp message getMany',
	'postageApp scheduledMessage getMany',
	'stemp email getMany',
	'stemp suppression getMany',
	'stemp user getMany',
];

it('is tried with every operation that gives a list', () => {
	const lists = packageJson.n8n.nodes
		.map((file) => instanceFrom<INodeType>(file).description)
		.flatMap(({ name, properties }) =>
			properties
				.filter(({ name: field }) => ['returnAll', 'limit'].includes(field))
				.flatMap(({ displayOptions: { show = {} } = {} }) =>
					(show.resource ?? []).flatMap((resource) =>
						(show.operation ?? []).map((operation) =>
							[name, resource as string, operation as string].join(' '),
						),
					),
				)
				.filter((list) => hasOperation(properties, list)),
		);
	expect([...new Set(lists)].sort()).toEqual([...WHOLE, ...PAGED].sort());
});

/** A field may name resources and operations that do not go together. */
function hasOperation(properties: INodeType['description']['properties'], list: string): boolean {
	const [, resource, operation] = list.split(' ');
	return properties.some(
		({ name, displayOptions, options = [] }) =>
			name === 'operation' &&
			displayOptions?.show?.resource?.includes(resource) &&
			(options as Array<{ value: string }>).some(({ value }) => value === operation),
	);
}

describe.each(['newest first', 'oldest first'] as const)('stemp, %s', (order) => {
	describe.each(['shown', 'asked', 'none'] as const)('with totals by what is %s', (totals) => {
		beforeEach(() => {
			Object.assign(stage.sandbox.stemp.switches, { order, totals });
			// What other tests sent is beyond what a trigger watches.
			stage.time.jump(8 * DAY);
		});

		async function send(count: number, name = 'reader'): Promise<IDataObject[]> {
			const input = readers(stage.sandbox.stemp, count, name);
			users.push(...input.map(({ json }) => json.user));
			return await run('stemp', ['email', 'send'], mailToEachItem, input);
		}

		/** Each a moment later than the one before. */
		async function sendOneByOne(count: number, name?: string): Promise<IDataObject[]> {
			const sent: IDataObject[] = [];
			for (let index = 0; index < count; index++) {
				sent.push(...(await send(1, name)));
				stage.sandbox.clock.advance({ minutes: 1 });
			}
			return sent;
		}

		it('gives all e-mails, users and suppressed addresses, and each e-mail by its ID', async () => {
			const sent = await sendOneByOne(2 * ROWS + 3, 'bounce');
			stage.sandbox.clock.advance({ minutes: 10 });
			const all = { returnAll: true };
			const ids = (rows: IDataObject[]) => rows.map(({ messageId }) => messageId);

			expect(ids(await run('stemp', ['email', 'getMany'], all))).toEqual(
				expect.arrayContaining(ids(sent)),
			);
			expect(await run('stemp', ['email', 'getMany'], { limit: ROWS + 2 })).toHaveLength(ROWS + 2);
			expect((await run('stemp', ['user', 'getMany'], all)).map(({ id }) => id)).toEqual(
				expect.arrayContaining(users),
			);
			const suppressions = await run('stemp', ['suppression', 'getMany'], all);
			const addresses = (await run('stemp', ['email', 'getMany'], all))
				.filter(({ status }) => status === 'BOUNCED')
				.map(({ recipientEmail }) => recipientEmail);
			expect(suppressions.map(({ email }) => email)).toEqual(expect.arrayContaining(addresses));
			for (const { messageId } of [sent[0], sent.at(-1)!]) {
				const [email] = await run('stemp', ['email', 'get'], {
					emailId: messageId as string,
					options: { pagesToSearch: 1000 },
				});
				expect(email.messageId).toBe(messageId);
			}
		});

		it.each(['one by one', 'all at once'])('lets no event of the trigger out (%s)', async (how) => {
			const statuses = polled(stempTrigger('emailStatusChanged'));
			const suppressions = polled(stempTrigger('newSuppression'));
			expect([await statuses(), await suppressions()]).toEqual([[], []]);
			const count = ROWS + 3;
			const sent =
				how === 'one by one' ? await sendOneByOne(count, 'bounce') : await send(count, 'bounce');
			stage.sandbox.clock.advance({ minutes: 10 });
			const told = (await statuses()).map(({ messageId }) => messageId);

			expect(told.sort()).toEqual(sent.map(({ messageId }) => messageId).sort());
			expect(await suppressions()).toHaveLength(count);
			expect([await statuses(), await suppressions()]).toEqual([[], []]);
			expect(log.warnings).toEqual([]);
		});

		it('finds a send whose answer was lost', async () => {
			const [{ json: reader }] = readers(stage.sandbox.stemp, 1);
			stage.sandbox.faults.add({
				provider: 'stemp',
				on: 'POST /api/v1/platform/emails',
				fault: { kind: 'resetAfter' },
			});
			const subject = `Lost ${++workflows}`;
			const [found] = await run('stemp', ['email', 'send'], {
				...mailToEachItem,
				to: byId(reader.user),
				subject,
				options: { deduplicationKey: subject },
			});

			expect(stage.sandbox.journal.accepted('stemp').map(({ id }) => id)).toEqual([
				found.messageId,
			]);
		});

		it('lists every user in the editor', async () => {
			const search = async (paginationToken?: unknown) =>
				await stage.engine.searchList(stemp(['user', 'get']), 'searchUsers', {
					credentials: credentials(),
					paginationToken,
				});
			const values = new Set<unknown>();
			let page = await search();
			for (;;) {
				for (const { value } of page.results) values.add(value);
				if (!page.paginationToken) break;
				page = await search(page.paginationToken);
			}

			expect([...values]).toEqual(expect.arrayContaining(users));
		});
	});
});

describe('PostageApp', () => {
	const COUNT = 2 * ROWS + 3;

	/** Sends as many messages, and lets the time pass until they have arrived. */
	async function send(name: string): Promise<string[]> {
		const caller = new Caller(stage.sandbox);
		const uids = Array.from({ length: COUNT }, (_, index) => `short-${++workflows}-${index}`);
		for (const uid of uids) await caller.send(uid, `${name}+${uid}@example.org`);
		stage.time.jump(DAY / 12);
		return uids;
	}

	const uidsOf = (rows: IDataObject[]) => rows.map(({ uid }) => uid as string);

	/** Those of the rows that are about these messages, each as often as it is there. */
	const among = (uids: string[], rows: IDataObject[]) =>
		uidsOf(rows)
			.filter((uid) => uids.includes(uid))
			.sort();

	it.each<[string, string, INodeParameters]>([
		['message', 'getMany', {}],
		['message', 'getHistory', { historyDetails: 'summary' }],
		['message', 'getHistory', { historyDetails: 'detailed' }],
	])('gives all of %s: %s %j', async (resource, operation, parameters) => {
		const uids = await send('ada');
		const more = { ...parameters, returnAll: true };
		expect(among(uids, await run('postageApp', [resource, operation], more))).toEqual(uids.sort());

		const some = { ...parameters, limit: ROWS + 2 };
		expect(await run('postageApp', [resource, operation], some)).toHaveLength(ROWS + 2);
	});

	it('gives all scheduled messages', async () => {
		const caller = new Caller(stage.sandbox);
		const uids = Array.from({ length: COUNT }, (_, index) => `scheduled-${index}`);
		for (const uid of uids) {
			const metadata = { arguments: { recipients: 'ada@example.org' } };
			await caller.envelope('create_scheduled_event', {
				uid,
				schedule: 'every day at 1am',
				metadata,
			});
		}

		const rows = await run('postageApp', ['scheduledMessage', 'getMany'], { returnAll: true });
		expect(among(uids, rows)).toEqual(uids.sort());
	});

	it.each([
		['transmissionStatusChanged', 'ada'],
		['opened', 'open'],
		['clicked', 'click'],
	])('lets no event of the trigger out: %s', async (event, name) => {
		const poll = polled({
			...stempTrigger(event),
			name: 'PostageApp Trigger',
			type: 'n8n-nodes-certified-mail.postageAppTrigger',
			credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
		});
		expect(await poll()).toEqual([]);
		const uids = await send(name);

		expect(uidsOf(await poll()).sort()).toEqual(uids.sort());
	});

	it('lets the webhook trigger find the mail of an event that does not tell its message', async () => {
		stage.sandbox.postageApp.switches.webhookFormat = 'json-1.0';
		const uids = await send('ada');
		const { webhook, started } = await connect(stage, 'postageApp');
		for (const uid of uids) {
			await webhook.push({ type: 'delivered', data: { recipient: `ada+${uid}@example.org` } });
		}

		expect(uidsOf(started.map(({ json }) => json))).toEqual(uids);
	});
});
