import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { textOf } from '../../../nodes/shared/json';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { Office, smallPdf } from '../../../tools/providers/legallyMail/caller';
import { chain, start } from '../../../tools/engine/chain';
import {
	byId,
	itemWith,
	legallyMail,
	legallyMailAccount,
	legallyMailTrigger,
} from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';

/** LegallyMail's times have no zone. */

const stage = setStage();
let sandbox: Sandbox;
let office: Office;

/** A separate LegallyMail for each test, whose zone n8n does not know yet. */
beforeEach(async () => {
	sandbox = await startSandbox();
	office = new Office(sandbox);
	Object.assign(sandbox.legallyMail.switches, {
		rateLimit: null,
		planLimit: 1000,
		signatureDays: 7,
	});
});

afterEach(async () => await sandbox.stop());

const HOUR = 60;

/** Minutes ahead of UTC. */
const zones = [-11 * HOUR, -5 * HOUR, 0, HOUR, 2 * HOUR, 14 * HOUR];

/** A Sunday in the following year on which clocks change; the moment in UTC. */
function sundayOf(month: number, week: number | 'last', utcHour: number): number {
	const year = sandbox.clock.now().getUTCFullYear() + 1;
	const first = new Date(Date.UTC(year, month - 1, 1));
	const sundays = Array.from({ length: 5 }, (_, at) => 1 + ((7 - first.getUTCDay()) % 7) + at * 7);
	const inMonth = sundays.filter(
		(day) => new Date(Date.UTC(year, month - 1, day)).getUTCMonth() === month - 1,
	);
	const day = week === 'last' ? inMonth.at(-1)! : inMonth[week - 1];
	return Date.UTC(year, month - 1, day, utcHour);
}

/** Daylight saving changes: the zone offset before and after, and when. */
const changes: Array<[string, number, number, () => number]> = [
	['forward in Madrid', HOUR, 2 * HOUR, () => sundayOf(3, 'last', 1)],
	['back in Madrid', 2 * HOUR, HOUR, () => sundayOf(10, 'last', 1)],
	['forward in New York', -5 * HOUR, -4 * HOUR, () => sundayOf(3, 2, 7)],
	['back in New York', -4 * HOUR, -5 * HOUR, () => sundayOf(11, 1, 6)],
];

const inZone = (zoneMinutes: number) =>
	Object.assign(sandbox.legallyMail.switches, { zoneMinutes });

/** Sets a daylight saving change, and goes to the given number of minutes before it. */
function goBefore(change: number, minutes: number, before: number, after: number) {
	Object.assign(sandbox.legallyMail.switches, {
		zoneMinutes: before,
		zoneChange: { at: new Date(change).toISOString(), minutes: after },
	});
	advance((change - sandbox.clock.now().getTime()) / 60_000 - minutes);
}

const credentials = () => ({ legallyMailApi: legallyMailAccount(sandbox.legallyMail) });

function activeTrigger(event: string, options: INodeParameters = {}) {
	const staticData: IDataObject = {};
	return async () => {
		const { items, error } = await stage.engine.poll(
			chain(legallyMailTrigger(event, { options })),
			{ credentials: credentials(), staticData },
		);
		if (error) throw error;
		return (items ?? []).map(({ json }) => json);
	};
}

const summary = (found: IDataObject[]) =>
	found.map(({ email, status }) => `${textOf(email)} ${textOf(status)}`);

/** At most ten requests a minute: a trigger with this pace looks at four emails in the first poll. */
const documentedPace = { maxRequestsPerMinute: 10 };

/** Many emails to two people each, whose state the list does not show: more than the first poll looks at. */
async function sendMany(recipients: string, count = 12) {
	for (let each = 0; each < count; each++) await office.send(recipients);
}

/** Waits until ten more requests may leave. */
const aMinute = async () => await new Promise((done) => setTimeout(done, 60_000));

const advance = (minutes: number) => sandbox.clock.advance({ minutes });

describe.each(zones)('A trigger, with times %d minutes ahead of UTC,', (zone) => {
	beforeEach(() => inZone(zone));

	it('tells of all that came after it began, and of nothing that was there before', async () => {
		await sendMany('read@example.org, slow@example.org');
		advance(10);
		await aMinute();
		const poll = activeTrigger('emailStatusChanged', documentedPace);
		expect(await poll()).toEqual([]);
		advance(2 * HOUR);
		const found: IDataObject[] = [];
		for (let polls = 0; polls < 4; polls++) {
			found.push(...(await poll()));
			await aMinute();
		}
		expect(summary(found)).toEqual(Array<string>(12).fill('slow@example.org delivered'));
	});

	it('tells of what comes until the last hour of the days that it watches', async () => {
		const poll = activeTrigger('emailStatusChanged', { watchForDays: 1 });
		await poll();
		await office.send('slow@example.org');
		await poll();
		advance(2 * HOUR);
		expect(summary(await poll())).toEqual(['slow@example.org delivered']);
		advance(21 * HOUR);
		expect(await poll()).toEqual([]);
		advance(HOUR);
		expect(summary(await poll())).toEqual(['slow@example.org read']);
	});

	it('tells of a request as expired only when its time is over, and then does', async () => {
		Object.assign(sandbox.legallyMail.switches, { expiredStatus: 'pending' });
		const poll = activeTrigger('signatureStatusChanged');
		await poll();
		await office.requestSignature('silent@example.org');
		await poll();
		advance(7 * 24 * HOUR - 5);
		expect(await poll()).toEqual([]);
		advance(26 * HOUR + 10);
		expect(await poll()).toMatchObject([{ delivery: { state: 'expired' } }]);
		expect(await poll()).toEqual([]);
	});

	it('tells of one that was signed in its last hour, not that it expired', async () => {
		const poll = activeTrigger('signatureStatusChanged');
		await poll();
		Object.assign(sandbox.legallyMail.switches, { expiredStatus: 'pending', signatureDays: 1 });
		await office.requestSignature('slow@example.org');
		await poll();
		advance(23 * HOUR);
		expect(await poll()).toEqual([]);
		advance(HOUR);
		expect(await poll()).toMatchObject([{ status: 'signed', delivery: { state: 'accepted' } }]);
	});

	it('does not tell of requests that had expired a day before', async () => {
		Object.assign(sandbox.legallyMail.switches, { expiredStatus: 'pending' });
		await office.requestSignature('silent@example.org');
		advance(9 * 24 * HOUR);
		const poll = activeTrigger('signatureStatusChanged');
		expect(await poll()).toEqual([]);
		advance(26 * HOUR);
		expect(await poll()).toEqual([]);
	});
});

describe.each(changes)('A trigger, where clocks are set %s', (_, before, after, change) => {
	it.each([-20, 1, 50])(
		'%d minutes after it began, tells of all that came since',
		async (inMinutes) => {
			goBefore(change(), 40 + inMinutes, before, after);
			await sendMany('slow@example.org, silent@example.org');
			advance(40);
			// The latest time that the trigger sees is the one at which it begins.
			await sendMany('silent@example.org', 2);
			await aMinute();
			const poll = activeTrigger('emailStatusChanged', documentedPace);
			await poll();
			advance(HOUR);
			const found: IDataObject[] = [];
			for (let polls = 0; polls < 4; polls++) {
				found.push(...(await poll()));
				await aMinute();
			}
			expect(summary(found)).toEqual(Array<string>(12).fill('slow@example.org delivered'));
		},
	);
});

const contract = async () =>
	itemWith(
		await stage.engine.binary(smallPdf, { fileName: 'Bail.pdf', mimeType: 'application/pdf' }),
	);

const request = async (more: INodeParameters = {}) =>
	await stage.engine.run(
		chain(
			start,
			legallyMail(['signature', 'request'], {
				specifySigners: 'json',
				signersJson: JSON.stringify([{ name: 'Claire Martin', email: 'silent@example.org' }]),
				documentName: 'Bail B-17.pdf',
				...more,
			}),
		),
		{ input: [await contract()], credentials: credentials() },
	);

const send = async (options: INodeParameters = {}) =>
	await stage.engine.run(
		chain(
			start,
			legallyMail(['email', 'send'], {
				recipient: 'claire@example.org',
				subject: 'Notice B-17',
				body: 'Bonjour',
				options,
			}),
		),
		{ credentials: credentials() },
	);

/** The next send is carried out and its answer lost, or it never arrives. */
const lose = (kind: 'resetAfter' | 'resetBefore', on = 'POST /api/signature/send') =>
	sandbox.faults.add({ provider: 'legallyMail', on, fault: { kind } });

/** Forgets the lost sends of earlier tests, which may still turn up at any time. */
const forgetLostSends = async () => await stage.restartN8n();

const referred = { options: { deduplicationKey: 'B-17' } };

describe.each(zones)('A lost answer, with times %d minutes ahead of UTC,', (zone) => {
	beforeEach(async () => {
		await forgetLostSends();
		inZone(zone);
	});

	it('is found by a reference, before anything is known of the zone', async () => {
		lose('resetAfter');
		lose('resetAfter', 'POST /api/send');
		expect((await request(referred)).status).toBe('success');
		expect((await send(referred.options)).status).toBe('success');
		expect(sandbox.journal.accepted('legallyMail')).toHaveLength(2);
	});

	it('is a candidate without one, unless no zone is left in which it is older', async () => {
		lose('resetAfter');
		const { error } = await request();
		const [{ id }] = sandbox.journal.accepted('legallyMail');
		expect(error?.context).toEqual(
			zone === 14 * HOUR
				? undefined
				: (expect.objectContaining({
						outcome: 'maybeSent',
						candidates: [{ id, status: 'pending' }],
					}) as object),
		);
	});

	it('is found without one, once an answer to a send has told the zone', async () => {
		await send();
		lose('resetAfter');
		const { status, items } = await request();
		expect(status).toBe('success');
		expect(items('LegallyMail')[0].json.uuid).toBe(
			sandbox.journal.accepted('legallyMail').at(-1)?.id,
		);
	});

	it.each([1, 3, 14])('is not that of %d hours ago', async (hours) => {
		await office.requestSignature('silent@example.org');
		const asThatOfNow = { documentName: 'Bail.pdf' };
		advance(hours * HOUR);
		await send();
		lose('resetBefore');
		const { error } = await request(asThatOfNow);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		expect(error?.context?.candidates).toBeUndefined();
	});

	it.each([1, 3, 14])(
		'is not taken for that of %d hours ago, while the zone is not known',
		async (hours) => {
			await office.requestSignature('silent@example.org');
			advance(hours * HOUR);
			lose('resetBefore');
			const { error } = await request({ documentName: 'Bail.pdf' });
			expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		},
	);
});

describe.each(changes)(
	'Where clocks were set %s since a send told the zone,',
	(_, before, after, change) => {
		beforeEach(async () => {
			await forgetLostSends();
			goBefore(change(), 45, before, after);
			await send();
			advance(30);
			await office.requestSignature('silent@example.org');
			advance(30);
		});

		it('a lost answer is found by a reference', async () => {
			lose('resetAfter');
			expect((await request(referred)).status).toBe('success');
		});

		it('what is half an hour old is not taken for it', async () => {
			lose('resetBefore');
			const { error } = await request({ documentName: 'Bail.pdf' });
			expect(error?.context).toMatchObject({ outcome: 'maybeSent' });
		});

		it('a lost answer is found without one when a send has told the zone anew', async () => {
			await send();
			lose('resetAfter');
			expect((await request()).status).toBe('success');
		});
	},
);

describe('A request that is shown', () => {
	it.each(zones)(
		'is not called expired before its time, with times %d minutes ahead of UTC',
		async (zone) => {
			inZone(zone);
			Object.assign(sandbox.legallyMail.switches, { expiredStatus: 'pending' });
			const uuid = await office.requestSignature('silent@example.org');
			const state = async () => {
				const { items } = await stage.engine.run(
					chain(start, legallyMail(['signature', 'get'], { uuid: byId(uuid) })),
					{ credentials: credentials() },
				);
				return items('LegallyMail')[0].json.delivery;
			};
			advance(7 * 24 * HOUR - 5);
			expect(await state()).toMatchObject({ state: 'sent', final: false });
			advance(26 * HOUR + 10);
			expect(await state()).toMatchObject({ state: 'expired', final: true });
		},
	);
});
