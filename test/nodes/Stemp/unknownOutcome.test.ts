import type { INodeParameters } from 'n8n-workflow';

import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccountWithAccessToken,
} from '../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

let subjects = 0;

/** Items as from `readers`, each with a unique subject. */
const recipients = (count: number, name?: string) =>
	readers(stage.sandbox.stemp, count, name).map(({ json }) => ({
		json: { ...json, subject: `Reward S-${++subjects}` },
	}));

const SEND = 'POST /api/v1/platform/emails';

/** Sends, by default with a key that is contained in the subject. */
const send = (
	input: ReturnType<typeof recipients>,
	node = {},
	options: INodeParameters = { deduplicationKey: '={{ $json.subject }}' },
) =>
	stage.engine.run(chain(start, stemp(['email', 'send'], { ...mailToEachItem, options }, node)), {
		input,
		credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) },
	});

const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };

/** How many emails stemp accepted more than once. */
function duplicates(): number {
	const taken = stage.sandbox.journal
		.accepted()
		.map((mail) => `${mail.recipient} ${mail.reference}`);
	return taken.length - new Set(taken).size;
}

describe('A send of stemp whose answer was lost', () => {
	it('is found in the logs, and given out as its answer would have been', async () => {
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		const [input] = recipients(1);
		const { status, items } = await send([input]);

		expect(status).toBe('success');
		const [{ id }] = stage.sandbox.journal.accepted();
		expect(items('stemp')[0].json).toEqual({
			messageId: id,
			status: 'sent',
			to: input.json.user,
			subject: input.json.subject,
			category: 'transactional',
			alreadySent: false,
			delivery: { id, state: 'sent', final: false, event: null, at: null },
		});
	});

	/** Loses the only send while the logs have these rows, and looks for it by a key. */
	async function lost(rows: object[]) {
		const recipientEmail = `lost-${++subjects}@example.org`;
		const { id } = stage.sandbox.stemp.users.add({ email: recipientEmail });
		const input = { json: { user: id, subject: `Reward S-${subjects}` } };
		const common = { source: 'APP_API', recipientEmail, category: 'transactional' };
		const createdAt = new Date(Date.now() + 3000).toISOString();
		const content = rows.map((row) => ({
			...common,
			subject: input.json.subject,
			createdAt,
			...row,
		}));
		const page = { number: 0, size: 100, totalElements: content.length, totalPages: 1 };
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetBefore' } });
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'GET /api/v1/platform/emails',
			times: 20,
			fault: { kind: 'status', status: 200, body: { content, page } },
		});
		const sent = await send([input]);
		await stage.sandbox.faults.clear();
		return sent;
	}

	it.each([
		['SENT', 'sent'],
		['DELIVERED', 'delivered'],
		['FAILED', 'failed'],
		['BOUNCED', 'failed'],
		['COMPLAINED', 'complained'],
		['DEFERRED', 'unknown'],
	])('is found with the status %s, and counts as %s', async (status, state) => {
		const { items } = await lost([{ id: 'email_1', messageId: `m-${status}`, status }]);
		expect(items('stemp')[0].json).toMatchObject({
			messageId: `m-${status}`,
			status: status.toLowerCase(),
			delivery: { state },
		});
	});

	it('is not found in one of two rows that have no IDs of their own', async () => {
		const rows = ['one', 'two'].map((messageId) => ({ messageId, status: 'DELIVERED' }));
		const { error } = await lost(rows);
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id: 'one' }, { id: 'two' }],
		});
	});

	it('is found when the logs show it only after a moment, in either order, by any clock', async () => {
		stage.sandbox.clock.advance({ days: -400 });
		stage.sandbox.stemp.switches.logDelay = 1;
		stage.sandbox.stemp.switches.order = 'oldest first';
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		const { status } = await send(recipients(1));
		stage.sandbox.clock.advance({ days: 400 });
		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('may have been sent when the logs do not have it: it may be accepted, or listed, later', async () => {
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetBefore' } });
		const { error } = await send(recipients(1), retrying);
		expect(error?.message).toMatch(/^May have been sent: stemp/);
		expect(stage.sandbox.journal.accepted()).toHaveLength(0);
	});

	it('is a candidate where nothing but its likeness tells it from another', async () => {
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		const { error } = await send(recipients(1), {}, {});
		const [{ id }] = stage.sandbox.journal.accepted();
		expect(error?.context).toMatchObject({
			outcome: 'maybeSent',
			candidates: [{ id, status: 'SENT' }],
		});
	});

	it('is not sent again when the logs can not be read', async () => {
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'GET /api/v1/platform/emails',
			times: 9,
			fault: { kind: 'status', status: 403 },
		});
		const { error } = await send(recipients(1), retrying);
		expect(error?.message).toMatch(/^May have been sent: stemp/);
		expect(error?.context?.findBy).toMatchObject({ Subject: `Reward S-${subjects}` });
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('is looked for as well when the answer says yes without an id, or has an error in it', async () => {
		const body = { error: { code: 'internal', message: 'Something went wrong' } };
		for (const status of [200, 500]) {
			stage.sandbox.faults.add({
				provider: 'stemp',
				on: SEND,
				fault: { kind: 'status', status, accept: true, body },
			});
		}
		const { status, items } = await send(recipients(2));
		expect(status).toBe('success');
		expect(items('stemp').map(({ json }) => json.error)).toEqual([undefined, undefined]);
		expect(stage.sandbox.journal.accepted()).toHaveLength(2);
	});

	it('is not claimed from another email when the recipient can not be looked up', async () => {
		stage.sandbox.stemp.switches.scopes = 'platform:email:send';
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetAfter' } });
		const { error } = await send(recipients(1), {}, {});
		expect(error?.message).toMatch(/^May have been sent: stemp/);
	});

	it('is not claimed from an equal email that was sent before', async () => {
		const [input] = recipients(1);
		await send([input], {}, {});
		stage.sandbox.faults.add({ provider: 'stemp', on: SEND, fault: { kind: 'resetBefore' } });
		const { error } = await send([input], {}, {});
		expect(error?.message).toMatch(/^May have been sent: stemp did not answer/);
		expect(error?.context?.candidates).toBeUndefined();
	});

	it('is not taken for one that stemp itself could not send', async () => {
		const { error } = await send(recipients(1, 'fail'));
		expect(error?.message).toMatch(/^May have been sent: stemp/);
	});

	it('leaves no duplicate and no gap among 60, whatever happens to some of them', async () => {
		const faults = [
			{ kind: 'resetAfter' as const },
			{ kind: 'status' as const, status: 500, accept: true },
			{ kind: 'truncate' as const },
			{ kind: 'notJson' as const },
		];
		for (const fault of faults) {
			stage.sandbox.faults.add({ provider: 'stemp', on: SEND, skip: 9, fault });
		}
		const { status, items } = await send(recipients(60), retrying);
		expect(status).toBe('success');
		expect(duplicates()).toBe(0);
		expect(new Set(items('stemp').map(({ json }) => json.messageId))).toEqual(
			new Set(stage.sandbox.journal.accepted().map(({ id }) => id)),
		);
		expect(stage.sandbox.journal.accepted()).toHaveLength(60);
	});
});
