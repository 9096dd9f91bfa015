import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { setStage } from '../../../tools/engine/stage';
import { stempAccountWithAccessToken, stempTrigger } from '../../../tools/providers/stemp/node';

const stage = setStage();
let stempApi: ICredentialDataDecryptedObject;
let born = 0;
beforeEach(() => {
	stage.sandbox.stemp.switches = { ...defaultSwitches(), accessTokenLife: 365 * 24 * 60 * 60 };
	stempApi = stempAccountWithAccessToken(stage.sandbox.stemp);
	// Emails of other tests are outside what a trigger watches.
	stage.sandbox.clock.advance({ days: 8 });
});

let processes = 0;

/**
 * An active workflow with the trigger: each call is a tick of n8n's. A process keeps what it knows about the trigger
 * under the workflow's ID.
 */
function active(
	event: string,
	parameters: INodeParameters = {},
	staticData: IDataObject = {},
	id = `process-${++processes}`,
) {
	const workflow = { id, nodes: [stempTrigger(event, parameters)] };
	return async (mode: 'trigger' | 'manual' = 'trigger') => {
		const { items, error } = await stage.engine.poll(workflow, {
			credentials: { stempApi },
			staticData,
			mode,
		});
		if (error) throw error;
		return items?.map(({ json }) => json) ?? null;
	};
}

/** Sends one email; the name determines its outcome. @returns the address */
async function send(name: string): Promise<string> {
	const { url, users } = stage.sandbox.stemp;
	const email = `${name}+t${++born}@example.org`;
	const { id: to } = users.add({ email });
	const { status } = await fetch(`${url}/v1/platform/emails`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${stempApi.accessToken as string}`,
			'content-type': 'application/json',
		},
		body: JSON.stringify({ to, subject: 'Hi', htmlBody: '<p>Hi</p>', category: 'transactional' }),
	});
	expect([defaultSwitches().sentStatus, 500]).toContain(status);
	return email;
}

const paths = () =>
	stage.sandbox.journal
		.requests('stemp')
		.filter(({ method }) => method === 'GET')
		.map(
			({ path, query }) => `${path.replace('/api/v1/platform/emails', '')}?${String(query.page)}`,
		);

describe('The trigger of stemp', () => {
	it('tells nothing the first time, then each change of a status once', async () => {
		const before = await send('ada');
		const tick = active('emailStatusChanged');
		expect(await tick()).toBeNull();

		stage.sandbox.clock.advance({ minutes: 1 });
		const [changed] = (await tick())!;
		expect(changed).toMatchObject({
			eventId: expect.stringMatching(/^stemp:email:email_\w+:DELIVERED$/) as string,
			recipientEmail: before,
			status: 'DELIVERED',
			previousStatus: 'SENT',
			delivery: { state: 'delivered', final: true },
		});
		expect(await tick()).toBeNull();
	});

	it('finds what was sent and has changed between two polls', async () => {
		const tick = active('emailStatusChanged');
		await tick();
		const failed = await send('fail');
		const bounced = await send('bounce');
		await send('silent');
		stage.sandbox.clock.advance({ minutes: 1 });
		const items = (await tick())!;
		expect(items.map(({ recipientEmail, status }) => [recipientEmail, status])).toEqual(
			expect.arrayContaining([
				[failed, 'FAILED'],
				[bounced, 'BOUNCED'],
			]),
		);
		expect(items).toHaveLength(2);
	});

	it.each([
		['emailOpened', 'open', { eventType: 'OPEN', userAgent: 'Mozilla/5.0' }],
		['emailClicked', 'click', { eventType: 'CLICK', clickedLink: 'https://example.com/redeem' }],
		['emailBounced', 'full', { eventType: 'BOUNCE', bounceSubType: 'MailboxFull' }],
		['emailComplained', 'complain', { eventType: 'COMPLAINT' }],
	])('tells of %s with the details of the event, once', async (event, name, details) => {
		const tick = active(event);
		await tick();
		const recipientEmail = await send(name);
		await send('silent');
		expect(await tick()).toBeNull();

		stage.sandbox.clock.advance({ hours: 3 });
		const items = (await tick())!;
		expect(items).toMatchObject([{ recipientEmail, event: details, events: [details] }]);
		expect(await tick()).toBeNull();
	});

	it('tells of an email that is opened again, if the user wants that', async () => {
		const once = active('emailOpened');
		const repeated = active('emailOpened', { options: { repeat: true } });
		await once();
		await repeated();
		await send('reopen');
		stage.sandbox.clock.advance({ hours: 1 });
		expect(await once()).toHaveLength(1);
		expect(await repeated()).toHaveLength(1);

		stage.sandbox.clock.advance({ hours: 2 });
		expect(await once()).toBeNull();
		expect(await repeated()).toMatchObject([
			{
				openCount: 2,
				events: [{ eventType: 'OPEN' }],
				eventId: expect.stringMatching(/:OPEN 2$/) as string,
			},
		]);
	});

	it('tells of addresses that are suppressed from then on', async () => {
		const tick = active('newSuppression');
		expect(await tick()).toBeNull();
		const email = await send('bounce');
		stage.sandbox.clock.advance({ minutes: 1 });
		expect(await tick()).toMatchObject([{ email, reason: 'HARD_BOUNCE' }]);
		expect(await tick()).toBeNull();
	});

	it('watches the emails of one source, if the user wants that', async () => {
		const tick = active('emailStatusChanged', { source: 'SYSTEM_EVENT' });
		await tick();
		await send('ada');
		stage.sandbox.stemp.emails.sendBySystem('jane@example.org', 'Your pass');
		stage.sandbox.clock.advance({ minutes: 1 });
		expect(await tick()).toMatchObject([{ subject: 'Your pass', source: 'SYSTEM_EVENT' }]);
	});

	it.each(['newest first', 'oldest first'] as const)(
		'reads only as far back as something can still change (%s)',
		async (order) => {
			Object.assign(stage.sandbox.stemp.switches, { order, largestPage: 2 });
			const tick = active('emailBounced');
			await tick();
			// Delivered emails don't bounce any more; the silent one may.
			for (const name of ['silent', 'ada', 'ada', 'ada', 'ada', 'ada']) {
				await send(name);
				stage.sandbox.clock.advance({ hours: 1 });
			}
			await tick();
			stage.sandbox.journal.clear();
			expect(await tick()).toBeNull();
			const isOpen = paths().length;

			// After a week, no change of it is expected, and the trigger looks only at what is new.
			stage.sandbox.clock.advance({ days: 7 });
			await tick();
			// The next poll still looks at what the poll before has reported.
			await tick();
			stage.sandbox.journal.clear();
			await tick();
			expect(isOpen).toBeGreaterThanOrEqual(3);
			expect(paths().length).toBeLessThan(isOpen);
			expect(paths().length).toBeLessThanOrEqual(2);
		},
	);

	it.each(['newest first', 'oldest first'] as const)(
		'tells of each change once, whatever becomes of the days to watch (%s)',
		async (order) => {
			Object.assign(stage.sandbox.stemp.switches, { order, largestPage: 2 });
			await send('open');
			stage.sandbox.clock.advance({ hours: 12 });
			const staticData = {};
			const watchFor = (watchForDays: number) =>
				active('emailOpened', { options: { watchForDays } }, staticData, 'days');
			stage.sandbox.clock.advance({ days: 3 });
			await watchFor(1)();
			const recipientEmail = await send('open');
			const late = await send('late');
			stage.sandbox.clock.advance({ hours: 3 });
			// Nothing is lost between the last poll and the change.
			expect(await watchFor(7)()).toMatchObject([{ recipientEmail }]);
			expect(await watchFor(1)()).toBeNull();
			// It is given up, when there are younger ones, and watched again.
			await send('silent');
			for (let days = 0; days < 2; days++) {
				stage.sandbox.clock.advance({ days: 1 });
				expect(await watchFor(1)()).toBeNull();
			}
			expect(await watchFor(7)()).toMatchObject([{ recipientEmail: late }]);
			expect(await watchFor(7)()).toBeNull();
		},
	);

	it('finds more new emails than a page holds', async () => {
		stage.sandbox.stemp.switches.largestPage = 2;
		const tick = active('emailStatusChanged');
		await tick();
		for (let count = 0; count < 5; count++) await send('ada');
		stage.sandbox.clock.advance({ minutes: 1 });
		expect(await tick()).toHaveLength(5);
	});

	it('finds the same change again after a poll that failed', async () => {
		const tick = active('emailOpened');
		await tick();
		await send('open');
		stage.sandbox.clock.advance({ hours: 1 });
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'GET /api/v1/platform/emails/:id/events',
			fault: { kind: 'status', status: 404, body: { code: 'resource_not_found', params: null } },
		});
		await expect(tick()).rejects.toThrow('stemp answered: resource_not_found');
		expect(await tick()).toHaveLength(1);
	});

	it('emits again what may not have left, as often as n8n is killed within minutes', async () => {
		const staticData = {};
		const start = () => active('emailOpened', {}, staticData);
		await start()();
		await send('open');
		stage.sandbox.clock.advance({ hours: 1 });
		// Later sends move the start from which the next poll reads.
		await send('silent');
		expect(await start()()).toHaveLength(1);
		expect(await start()()).toHaveLength(1);
		const tick = start();
		expect(await tick()).toHaveLength(1);
		expect(await tick()).toBeNull();
	});

	it('shows the latest as an example, from one page, and remembers nothing of it', async () => {
		stage.sandbox.stemp.switches.largestPage = 2;
		await send('open');
		stage.time.jump(1000);
		const latest = await send('open');
		stage.sandbox.clock.advance({ hours: 1 });
		const tick = active('emailOpened');
		expect(await tick('manual')).toMatchObject([{ recipientEmail: latest }]);
		expect(paths().filter((path) => path.startsWith('?'))).toEqual(['?0']);
		expect(await tick()).toBeNull();
	});
});
