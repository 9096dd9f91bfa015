import { Container } from '@n8n/di';
import { Logger } from '@n8n/backend-common';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { textOf } from '../../../nodes/shared/json';
import { chain } from '../../../tools/engine/chain';
import type { PollOptions } from '../../../tools/engine/engine';
import { legallyMailAccount, legallyMailTrigger } from '../../../tools/providers/legallyMail/node';
import { setStage } from '../../../tools/engine/stage';
import { Office } from '../../../tools/providers/legallyMail/caller';
import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { startSandbox } from '../../../sandbox';

const stage = setStage();
let office: Office;

beforeEach(async () => {
	office = new Office(stage.sandbox);
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 100_000,
	};
});

/** An active trigger: each call is one poll. */
function activeTrigger(
	event: string,
	parameters: INodeParameters = {},
	options: Partial<PollOptions> = {},
) {
	const staticData: IDataObject = {};
	return async (change: Partial<PollOptions> = {}) => {
		const { items, error } = await stage.engine.poll(chain(legallyMailTrigger(event, parameters)), {
			credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
			staticData,
			...options,
			...change,
		});
		if (error) throw error;
		return (items ?? []).map(({ json }) => json);
	};
}

const requests = () => stage.sandbox.journal.requests('legallyMail');
const summary = (found: IDataObject[]) =>
	found.map(({ email, status }) => `${textOf(email)} ${textOf(status)}`);

describe('Email Status Changed', () => {
	it('learns how things stand first, then tells of each recipient by itself', async () => {
		await office.send('read+old@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const poll = activeTrigger('emailStatusChanged');
		expect(await poll()).toEqual([]);
		expect(await poll()).toEqual([]);

		await office.send('read@example.org, unread@example.org, bounce@example.org');
		expect(await poll()).toEqual([]);
		stage.sandbox.clock.advance({ minutes: 2 });
		expect(summary(await poll())).toEqual([
			'read@example.org delivered',
			'unread@example.org delivered',
			'bounce@example.org failed',
		]);
		stage.sandbox.clock.advance({ minutes: 10 });
		const [opened, ...others] = await poll();
		expect(others).toEqual([]);
		expect(opened).toMatchObject({
			eventId: expect.stringMatching(/^legallyMail:email:cm_\w+:cm_\w+:read$/) as string,
			email: 'read@example.org',
			status: 'read',
			previousStatus: 'delivered',
			delivery: { state: 'opened', final: true },
		});
		expect(await poll()).toEqual([]);
	});

	it('tells of each step that lay between two polls', async () => {
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		await office.send('read@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		expect(summary(await poll())).toEqual(['read@example.org delivered', 'read@example.org read']);
	});

	it('tells of what was sent and read between two polls', async () => {
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		await office.send('read@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		await poll();
		expect(summary(await poll())).toEqual(['read@example.org delivered', 'read@example.org read']);
	});

	it('makes one list call where nothing is open', async () => {
		const quiet = await startSandbox();
		quiet.legallyMail.switches.rateLimit = null;
		const elsewhere = new Office(quiet);
		for (let count = 0; count < 30; count++) await elsewhere.send('read@example.org');
		quiet.clock.advance({ minutes: 10 });
		const credentials = { legallyMailApi: legallyMailAccount(quiet.legallyMail) };
		const poll = activeTrigger('emailStatusChanged', {}, { credentials });
		await poll();
		quiet.journal.clear();
		await poll();
		await poll();
		expect(quiet.journal.requests().map(({ path }) => path)).toEqual([
			'/api/emails',
			'/api/emails',
		]);
		await quiet.stop();
	});

	it('looks first at what the list shows as changed', async () => {
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		for (let count = 0; count < 20; count++) await office.send(`slow+${count}@example.org`);
		await office.send('read+last@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		expect(summary(await poll())[0]).toBe('read+last@example.org delivered');
	});

	it('loses nothing and changes nothing when a poll fails', async () => {
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		await office.send('read@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/emails',
			fault: { kind: 'status', status: 500 },
		});
		await expect(poll()).rejects.toThrow('LegallyMail answered');
		expect(summary(await poll())).toEqual(['read@example.org delivered', 'read@example.org read']);
	});

	it('goes on with the others when one email can not be shown', async () => {
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		await office.send('read+1@example.org');
		await office.send('read+2@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'GET /api/email',
			fault: { kind: 'status', status: 500 },
		});
		const first = await poll();
		const second = await poll();
		expect(summary([...first, ...second]).sort()).toEqual([
			'read+1@example.org delivered',
			'read+1@example.org read',
			'read+2@example.org delivered',
			'read+2@example.org read',
		]);
	});

	it('warns when more may have come than the list shows', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn');
		const poll = activeTrigger('emailStatusChanged');
		await poll();
		for (let count = 0; count < 24; count++) await office.send('silent@example.org');
		await poll();
		expect(warn).not.toHaveBeenCalled();
		for (let count = 0; count < 25; count++) await office.send('silent@example.org');
		await poll();
		expect(warn).toHaveBeenCalledWith(expect.stringContaining('Some may have been missed'));
		warn.mockRestore();
	});

	it('warns as well when the list is shorter than what was asked for', async () => {
		const warn = jest.spyOn(Container.get(Logger), 'warn');
		const poll = activeTrigger('emailStatusChanged');
		await office.send('silent@example.org');
		await poll();
		stage.sandbox.legallyMail.switches.largestPage = 7;
		for (let count = 0; count < 6; count++) await office.send('silent@example.org');
		await poll();
		expect(warn).not.toHaveBeenCalled();
		for (let count = 0; count < 8; count++) await office.send('silent@example.org');
		await poll();
		expect(warn).toHaveBeenCalledWith(
			expect.stringContaining('All 7 that LegallyMail lists are new since the last poll'),
		);
		warn.mockRestore();
	});

	it('shows the latest as a test event, and touches no state', async () => {
		await office.send('read@example.org', 'An example');
		stage.sandbox.clock.advance({ minutes: 10 });
		const staticData: IDataObject = {};
		const poll = activeTrigger('emailStatusChanged', {}, { staticData, mode: 'manual' });
		const [example] = await poll();
		expect(example).toMatchObject({ subject: 'An example', status: 'read' });
		expect(staticData).toEqual({});
	});
});

describe('New Certificate', () => {
	it('gives each certificate once, with its verified file', async () => {
		const poll = activeTrigger('newCertificate');
		await poll();
		await office.send('read@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 1 });
		expect(await poll()).toMatchObject([
			{ certificate_type: 'delivered', email: 'read@example.org', verified: true },
		]);
		stage.sandbox.clock.advance({ minutes: 10 });
		expect(await poll()).toMatchObject([
			{
				eventId: expect.stringMatching(/^legallyMail:certificate:.*:read$/) as string,
				certificate_type: 'read',
				verified: true,
			},
		]);
		expect(await poll()).toEqual([]);
	});

	it('tells of a certificate whose file wants a login, and goes on', async () => {
		stage.sandbox.legallyMail.switches.downloads = 'session';
		const poll = activeTrigger('newCertificate');
		await poll();
		await office.send('unread@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		const [certificate] = await poll();
		expect(certificate.problem).toContain('web page came in place of');
		expect(await poll()).toEqual([]);
	});
});

describe('Signature Status Changed', () => {
	it('tells of requests that were signed', async () => {
		const poll = activeTrigger('signatureStatusChanged');
		await poll();
		const signed = await office.requestSignature('sign@example.org');
		await office.requestSignature('silent@example.org');
		await poll();
		stage.sandbox.clock.advance({ minutes: 10 });
		expect(await poll()).toMatchObject([
			{
				uuid: signed,
				status: 'signed',
				previousStatus: 'pending',
				delivery: { state: 'accepted' },
			},
		]);
		expect(await poll()).toEqual([]);
	});

	it('follows a request by its ID when the list does not show it any more', async () => {
		const poll = activeTrigger('signatureStatusChanged');
		await poll();
		const slow = await office.requestSignature('slow@example.org');
		await poll();
		for (let count = 0; count < 25; count++) await office.requestSignature('silent@example.org');
		stage.sandbox.clock.advance({ days: 2 });
		expect(await poll()).toMatchObject([{ uuid: slow, status: 'signed' }]);
	});
});

describe('SMS Status Changed', () => {
	it('follows the SMS that are named until they have come to an end', async () => {
		const sent = await office.sendSms('+34600000000');
		const failed = await office.sendSms('+34600000404');
		const poll = activeTrigger('smsStatusChanged', { smsUuids: `${sent}, ${failed}` });
		expect(await poll()).toEqual([]);
		stage.sandbox.clock.advance({ minutes: 2 });
		expect(await poll()).toMatchObject([
			{ uuid: sent, status: 'delivered', previousStatus: 'sent', delivery: { final: true } },
			{ uuid: failed, status: 'failed', delivery: { state: 'failed', final: true } },
		]);
		stage.sandbox.journal.clear();
		expect(await poll()).toEqual([]);
		expect(requests()).toEqual([]);
	});
});
