import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import { setStage } from '../../../tools/engine/stage';
import { connect, hangUp } from '../../../tools/providers/webhookTriggers';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { Caller } from '../../../tools/providers/postageApp/caller';
import { single } from '../../support/single';

/**
 * A provider may return fewer rows than requested, which does not mark the end: every list is read to its total or
 * to an empty page. Here no page has more than seven rows.
 */
const ROWS = 7;

const DAY = 24 * 60 * 60_000;

const stage = setStage();

beforeEach(() => {
	stage.sandbox.postageApp.switches = { ...defaultSwitches(), largestPage: ROWS };
});
afterEach(hangUp);

const credentials = () => ({ postageAppApi: postageAppAccount(stage.sandbox.postageApp) });

const { run: runNode, polled } = single(stage, credentials);

/** Runs an operation, and returns its items. */
const run = async (
	operation: [string, string],
	parameters: INodeParameters = {},
	input?: Array<{ json: IDataObject }>,
) => await runNode(postageApp(operation, parameters), input);

let workflows = 0;

describe('PostageApp', () => {
	const COUNT = 2 * ROWS + 3;

	/** Sends `COUNT` messages, and advances the time until they have arrived. */
	async function send(name: string): Promise<string[]> {
		const caller = new Caller(stage.sandbox);
		const uids = Array.from({ length: COUNT }, (_, index) => `short-${++workflows}-${index}`);
		for (const uid of uids) await caller.send(uid, `${name}+${uid}@example.org`);
		stage.time.jump(DAY / 12);
		return uids;
	}

	const uidsOf = (rows: IDataObject[]) => rows.map(({ uid }) => uid as string);

	/** The rows about these messages, each as often as it occurs. */
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
		expect(among(uids, await run([resource, operation], more))).toEqual(uids.sort());

		const some = { ...parameters, limit: ROWS + 2 };
		expect(await run([resource, operation], some)).toHaveLength(ROWS + 2);
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

		const rows = await run(['scheduledMessage', 'getMany'], { returnAll: true });
		expect(among(uids, rows)).toEqual(uids.sort());
	});

	it.each([
		['transmissionStatusChanged', 'ada'],
		['opened', 'open'],
		['clicked', 'click'],
	])('lets no event of the trigger out: %s', async (event, name) => {
		const poll = polled({
			name: 'PostageApp Trigger',
			type: 'n8n-nodes-certified-mail.postageAppTrigger',
			typeVersion: 1,
			parameters: { event },
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
