import { chain, start } from '../../support/chain';
import type { INodeJson, RunOptions } from '../../support/engine';
import {
	emailToEachItem,
	legallyMail,
	legallyMailAccount,
	recipients,
} from '../../support/legallyMail';
import { setStage } from '../../support/stage';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 10_000,
	};
});

const run = async (
	operation: string,
	parameters: object,
	input?: RunOptions['input'],
	node: Partial<INodeJson> = {},
) =>
	await stage.engine.run(chain(start, legallyMail(['email', operation], { ...parameters }, node)), {
		input,
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

const accepted = () => stage.sandbox.journal.accepted('legallyMail');

const documented = {
	recipient: 'recipient1@example.com, recipient2@example.com, recipient3@example.com',
	subject: 'Test Email with Multiple Recipients',
	message: '<h1>Hello World</h1><p>This email is sent to multiple recipients.</p>',
};

describe('an e-mail whose answer was lost', () => {
	const lose = (times = 1) =>
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			times,
			fault: { kind: 'resetAfter' },
		});
	const neverArrive = () =>
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/send',
			fault: { kind: 'resetBefore' },
		});
	const lost = { ...documented, subject: 'Lost' };

	it.each([
		['one recipient', 'Lost 1', 'a@example.org', 1],
		['several recipients', 'Lost 2', 'a@example.org, b@example.org', 2],
	])('is found among the latest, with %s', async (_, subject, recipient, count) => {
		lose();
		const { status, items } = await run('send', { ...lost, subject, recipient });
		expect(status).toBe('success');
		expect(items('LegallyMail')).toHaveLength(count);
		expect(items('LegallyMail')[0].json).toMatchObject({ email: 'a@example.org', status: 'sent' });
		expect(accepted()).toHaveLength(count);
	});

	it.each([0, 60, 120])('is found when times are %d minutes ahead of UTC', async (zoneMinutes) => {
		stage.sandbox.legallyMail.switches.zoneMinutes = zoneMinutes;
		await run('send', { ...documented, subject: `Learn ${zoneMinutes}` });
		lose();
		const { status } = await run('send', { ...lost, subject: `Zone ${zoneMinutes}` });
		expect(status).toBe('success');
	});

	it('is sent again by a retry when it surely never arrived, and once only', async () => {
		neverArrive();
		const { status } = await run('send', { ...lost, subject: 'Never arrived' }, undefined, {
			retryOnFail: true,
			waitBetweenTries: 10,
		});
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(3);
	});

	it('is found when it shows in the list only after some seconds', async () => {
		stage.sandbox.legallyMail.switches.listDelay = 8000;
		lose();
		const { status } = await run('send', { ...lost, subject: 'Late' });
		expect(status).toBe('success');
		expect(accepted()).toHaveLength(3);
	});

	it('is not taken for the same e-mail of an hour ago', async () => {
		await run('send', { ...lost, subject: 'Hourly' });
		stage.sandbox.clock.advance({ hours: 1 });
		neverArrive();
		const { error } = await run('send', { ...lost, subject: 'Hourly' });
		expect(error?.message).toMatch(/^Not sent|^May have been sent/);
		expect(accepted()).toHaveLength(3);
	});

	it('of two alike, neither is taken for the other', async () => {
		const same = [{ json: {} }, { json: {} }];
		neverArrive();
		const { items } = await run(
			'send',
			{ ...lost, subject: 'Alike', recipient: 'a@example.org' },
			same,
			{
				onError: 'continueErrorOutput',
			},
		);
		expect(items('LegallyMail', 0)).toHaveLength(1);
		expect(items('LegallyMail', 1)).toHaveLength(1);
		expect(accepted()).toHaveLength(1);
	});

	it('gives no duplicate in a run of twenty, of which five answers are lost', async () => {
		lose(5);
		const { status, items } = await run('send', emailToEachItem, recipients(20), {
			retryOnFail: true,
			waitBetweenTries: 10,
		});
		expect(status).toBe('success');
		expect(items('LegallyMail')).toHaveLength(20);
		expect(new Set(accepted().map(({ recipient }) => recipient)).size).toBe(20);
		expect(accepted()).toHaveLength(20);
	});

	it('may have been sent when the list can not be read either', async () => {
		lose();
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/emails',
			times: 9,
			fault: { kind: 'status', status: 500 },
		});
		const { error } = await run('send', { ...lost, subject: 'Dark' });
		expect(error?.message).toMatch(/^May have been sent: LegallyMail/);
		expect(error?.description).toContain('Subject: Dark');
		expect(error?.description).toContain('recipient1@example.com');
	});
});
