import { chain, start } from '../../../../tools/engine/chain';
import { legallyMail, legallyMailAccount } from '../../../../tools/providers/legallyMail/node';
import { setStage } from '../../../../tools/engine/stage';
import { Office } from '../../../../tools/providers/legallyMail/caller';
import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';

const stage = setStage();
let office: Office;

beforeEach(() => {
	office = new Office(stage.sandbox);
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null };
});

const run = (operation: [string, string], parameters: object = {}) =>
	stage.engine.run(chain(start, legallyMail(operation, { ...parameters })), {
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

const requests = () => stage.sandbox.journal.requests('legallyMail');

describe('SMS: Send', () => {
	it('sends the documented request, and shows length and credits', async () => {
		const message = 'Contenido del SMS';
		const { items } = await run(['sms', 'send'], { phone: '+34 600-000-000', smsBody: message });
		expect(requests()[0].body).toEqual({ phone: '+34600000000', message });
		expect(items('LegallyMail')[0].json).toEqual({
			uuid: expect.any(String) as string,
			status: 'sent',
			credits_deducted: 1,
			message: 'Certified SMS sent successfully',
			recipient: '+34600000000',
			characters: 17,
			delivery: {
				id: items('LegallyMail')[0].json.uuid,
				...{ state: 'sent', final: false, event: 'SubmissionAcceptance', at: null },
			},
		});
	});

	it.each(['600000000', '+0600000000', '+34 sixhundred'])(
		'refuses the number %s before anything is sent',
		async (phone) => {
			const { error } = await run(['sms', 'send'], { phone, smsBody: 'A' });
			expect(error?.message).toContain("'Phone' is no number with a country code");
			expect(requests()).toEqual([]);
		},
	);

	it('may have been sent when the answer was lost, for there is no list to look in', async () => {
		stage.sandbox.faults.add({ provider: 'legallyMail', fault: { kind: 'resetAfter' } });
		const { error } = await run(['sms', 'send'], { phone: '+34600000000', smsBody: 'A' });
		expect(error?.message).toMatch(/^May have been sent/);
		expect(error?.description).toContain('Phone: +34600000000');
	});

	it.each<[string, object]>([
		[
			'says "failed" and "Insufficient credits"',
			{ status: 'failed', error: 'Insufficient credits' },
		],
		['says "FAILED" and "no reason"', { status: 'FAILED' }],
	])('may have been sent when a success %s', async (flaw, more) => {
		const body = { success: true, uuid: 'sms-1', ...more };
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/sms/send',
			fault: { kind: 'status', status: 200, body },
		});
		const { error } = await run(['sms', 'send'], { phone: '+34600000000', smsBody: 'A' });
		expect(error?.message).toMatch(/^May have been sent/);
		expect(error?.description).toContain(`The answer of LegallyMail ${flaw} under the UUID sms-1.`);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['sms-1'] });
	});

	it.each([{ phone: '600000000' }, { recipient: '0034 600 000 000' }, { status: 'queued' }])(
		'is sent when a success has %j',
		async (more) => {
			const body = { success: true, uuid: 'sms-1', status: 'sent', ...more };
			stage.sandbox.faults.add({
				provider: 'legallyMail',
				on: 'POST /api/sms/send',
				fault: { kind: 'status', status: 200, body },
			});
			const { items } = await run(['sms', 'send'], { phone: '+34600000000', smsBody: 'A' });
			expect(items('LegallyMail')[0].json.uuid).toBe('sms-1');
		},
	);
});

describe('SMS: Get', () => {
	it('is an error when another one is answered', async () => {
		const body = { success: true, data: { uuid: 'sms-other', status: 'delivered' } };
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			fault: { kind: 'status', status: 200, body },
		});
		const { error, items } = await run(['sms', 'get'], { smsUuid: 'sms-mine' });
		expect(items('LegallyMail')).toEqual([]);
		expect(error?.message).toContain('an answer that can not be read');
	});

	it.each([
		['+34600000000', 'delivered', 'delivered', true],
		['+34600000404', 'failed', 'failed', true],
		['+34600000408', 'sent', 'sent', false],
	])('shows that the one to %s was %s', async (phone, status, state, final) => {
		const smsUuid = await office.sendSms(phone);
		stage.sandbox.clock.advance({ minutes: 2 });
		const { items } = await run(['sms', 'get'], { smsUuid });
		expect(items('LegallyMail')[0].json).toMatchObject({ status, delivery: { state, final } });
	});
});

describe('SMS: Get Certificate', () => {
	it('gives the PDF, of which LegallyMail tells no hash', async () => {
		const smsUuid = await office.sendSms('+34600000000');
		stage.sandbox.clock.advance({ minutes: 2 });
		const { items } = await run(['sms', 'getCertificate'], { smsUuid });
		const [{ json, binary }] = items('LegallyMail');
		expect(json).toMatchObject({
			uuid: smsUuid,
			verified: null,
			sha256: expect.stringMatching(/^[\da-f]{64}$/) as string,
		});
		const file = await stage.engine.readBinary(binary!.data);
		expect(file.subarray(0, 5).toString()).toBe('%PDF-');
	});

	it('says so when there is none yet', async () => {
		const smsUuid = await office.sendSms('+34600000408');
		const { error } = await run(['sms', 'getCertificate'], { smsUuid });
		expect(error?.message).toContain('is not there');
	});
});

describe('Account: Get Info', () => {
	it('gives what the API says, as it is', async () => {
		const { items } = await run(['account', 'getInfo']);
		expect(items('LegallyMail')).toEqual([
			{ json: await office.get('/api/info'), pairedItem: { item: 0 } },
		]);
	});
});
