import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { setStage } from '../../../tools/engine/stage';
import {
	byId,
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
	stempTrigger,
} from '../../../tools/providers/stemp/node';
import { openLog } from '../../support/log';
import { single } from '../../support/single';

/**
 * A provider may return fewer rows than requested, which does not mark the end: every list is read to its total or
 * to an empty page. Here no page has more than seven rows.
 */
const ROWS = 7;

const DAY = 24 * 60 * 60_000;

const log = openLog();
const stage = setStage({ extraNodes: log.extraNodes });

beforeAll(async () => await log.read(stage.engine));
beforeEach(() => {
	stage.sandbox.stemp.switches = {
		...defaultSwitches(),
		largestPage: ROWS,
		accessTokenLife: 365 * 24 * 60 * 60,
	};
	log.warnings.length = 0;
});

const credentials = () => ({ stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) });

const { run: runNode, polled } = single(stage, credentials);

/** Runs an operation, and returns its items. */
const run = async (
	operation: [string, string],
	parameters: INodeParameters = {},
	input?: Array<{ json: IDataObject }>,
) => await runNode(stemp(operation, parameters), input);

let workflows = 0;

/** All stemp users that were sent an email. */
const users: string[] = [];

describe.each(['newest first', 'oldest first'] as const)('stemp, %s', (order) => {
	describe.each(['shown', 'asked', 'none'] as const)('with totals by what is %s', (totals) => {
		beforeEach(() => {
			Object.assign(stage.sandbox.stemp.switches, { order, totals });
			// Emails of other tests are outside what a trigger watches.
			stage.time.jump(8 * DAY);
		});

		async function send(count: number, name = 'reader'): Promise<IDataObject[]> {
			const input = readers(stage.sandbox.stemp, count, name);
			users.push(...input.map(({ json }) => json.user));
			return await run(['email', 'send'], mailToEachItem, input);
		}

		/** Sends emails, each a moment after the one before. */
		async function sendOneByOne(count: number, name?: string): Promise<IDataObject[]> {
			const sent: IDataObject[] = [];
			for (let index = 0; index < count; index++) {
				sent.push(...(await send(1, name)));
				stage.sandbox.clock.advance({ minutes: 1 });
			}
			return sent;
		}

		it('gives all emails, users and suppressed addresses, and each email by its ID', async () => {
			const sent = await sendOneByOne(2 * ROWS + 3, 'bounce');
			stage.sandbox.clock.advance({ minutes: 10 });
			const all = { returnAll: true };
			const ids = (rows: IDataObject[]) => rows.map(({ messageId }) => messageId);

			expect(ids(await run(['email', 'getMany'], all))).toEqual(expect.arrayContaining(ids(sent)));
			expect(await run(['email', 'getMany'], { limit: ROWS + 2 })).toHaveLength(ROWS + 2);
			expect((await run(['user', 'getMany'], all)).map(({ id }) => id)).toEqual(
				expect.arrayContaining(users),
			);
			const suppressions = await run(['suppression', 'getMany'], all);
			const addresses = (await run(['email', 'getMany'], all))
				.filter(({ status }) => status === 'BOUNCED')
				.map(({ recipientEmail }) => recipientEmail);
			expect(suppressions.map(({ email }) => email)).toEqual(expect.arrayContaining(addresses));
			for (const { messageId } of [sent[0], sent.at(-1)!]) {
				const [email] = await run(['email', 'get'], {
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
			const [found] = await run(['email', 'send'], {
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
