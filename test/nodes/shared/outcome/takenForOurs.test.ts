import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';
import { defaultSwitches as defaultStempSwitches } from '../../../../sandbox/stemp/switches';
import { Office, smallPdf } from '../../../sandbox/legallyMail/caller';
import { chain, start } from '../../../../tools/engine/chain';
import {
	itemWith,
	legallyMail,
	legallyMailAccount,
} from '../../../../tools/providers/legallyMail/node';
import { postageApp, postageAppAccount } from '../../../../tools/providers/postageApp/node';
import { setStage } from '../../../../tools/engine/stage';
import { stemp, stempAccountWithAccessToken } from '../../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 10_000,
	};
	stage.sandbox.stemp.switches = defaultStempSwitches();
});

const accepted = () => stage.sandbox.journal.accepted();

describe('a request to sign that never arrived', () => {
	const lose = (skip = 0) =>
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/signature/send',
			skip,
			fault: { kind: 'resetBefore' },
		});

	const request = async (signers: object[], count = 1, more = {}) => {
		const file = { fileName: 'Bail.pdf', mimeType: 'application/pdf' };
		const input = await Promise.all(
			Array.from({ length: count }, async () =>
				itemWith(await stage.engine.binary(smallPdf, file)),
			),
		);
		return await stage.engine.run(
			chain(
				start,
				legallyMail(
					['signature', 'request'],
					{ specifySigners: 'json', signersJson: JSON.stringify(signers), ...more },
					{ onError: 'continueRegularOutput' },
				),
			),
			{
				input,
				credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
			},
		);
	};

	const a = { name: 'Claire Martin', email: 'a@example.org' };
	const b = { name: 'Claire Martin', email: 'b@example.org' };

	it('is not taken for one with the same document that others have to sign', async () => {
		const office = new Office(stage.sandbox);
		await office.requestSignature('a@example.org');
		lose();
		const { items } = await request([a, b]);
		expect(items('LegallyMail')[0].json).toMatchObject({
			error: { details: { outcome: 'maybeSent' } },
		});
	});

	it('is not taken for that of another worker to the same signer', async () => {
		const office = new Office(stage.sandbox);
		await office.requestSignature('a@example.org');
		lose();
		const { items } = await request([a]);
		expect(items('LegallyMail')[0].json).toMatchObject({
			error: { details: { outcome: 'maybeSent' } },
		});
	});

	it('is still looked for where another document of the same name is listed, which is told of as no candidate', async () => {
		stage.sandbox.legallyMail.switches.listDelay = 5000;
		const office = new Office(stage.sandbox);
		await office.post('/api/signature/send', {
			signers: [{ name: 'Claire Martin', email: 'other@example.org' }],
			document: Buffer.concat([smallPdf, Buffer.from('% another')]).toString('base64'),
			document_name: 'Bail.pdf',
		});
		await new Promise((done) => setTimeout(done, 10_000));
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/signature/send',
			fault: { kind: 'resetAfter' },
		});
		const { items } = await request([{ name: 'Claire Martin', email: 'other@example.org' }]);
		expect(items('LegallyMail')[0].json.uuid).toBe(accepted().at(-1)?.id);
	});

	it('is not taken for an equal one of the same run whose answer is on its way', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/signature/send',
			fault: { kind: 'trickle' },
		});
		lose();
		const { items } = await request([{ name: 'X', email: 'x@example.org' }], 2);
		const successes = items('LegallyMail').filter(({ json }) => !('error' in json));
		expect(accepted()).toHaveLength(1);
		expect(successes).toHaveLength(1);
	});
});

describe('a mail of PostageApp that never was accepted, under a UID that another mail has', () => {
	const mail = (text: string, more = {}) => ({
		recipients: 'ada@example.org',
		from: 'Shop <shop@example.org>',
		subject: text,
		textPlain: text,
		...more,
	});
	const run = (operation: [string, string], parameters: object) =>
		stage.engine.run(chain(start, postageApp(operation, { ...parameters })), {
			credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
		});
	const lose = (method: string, kind: 'resetBefore' | 'resetAfter', times: number) =>
		stage.sandbox.faults.add({
			provider: 'postageApp',
			on: `POST /v.1.1/${method}`,
			times,
			fault: { kind },
		});

	it.each(['resetBefore', 'resetAfter'] as const)(
		'is not called sent anew where no answer comes (%s)',
		async (kind) => {
			const uid = `taken-${kind}`;
			await run(['message', 'send'], mail('One', { uid }));
			lose('send_message', kind, 9);
			const { status, items } = await run(['message', 'send'], mail('Two', { uid }));
			expect(accepted()).toHaveLength(1);
			const [item] = items('PostageApp');
			expect({ status, duplicate: item?.json.duplicate }).not.toEqual({
				status: 'success',
				duplicate: false,
			});
		},
	);

	it('is not called sent to others than the first one went to, where it has a reference', async () => {
		const uid = 'taken-others';
		await run(['message', 'send'], mail('One', { uid }));
		lose('send_message', 'resetAfter', 9);
		const { status, items } = await run(
			['message', 'send'],
			mail('Two', { uid, recipients: 'bob@example.org', options: { deduplicationKey: 'Z-1' } }),
		);
		expect(accepted()).toHaveLength(1);
		expect({ status, json: items('PostageApp')[0]?.json }).not.toMatchObject({
			status: 'success',
		});
	});

	it('is not called scheduled where no answer comes', async () => {
		const uid = 'taken-event';
		await run(['scheduledMessage', 'create'], mail('One', { uid, schedule: 'in 5 minutes' }));
		// Or it was another worker that scheduled it.
		await stage.restartN8n();
		lose('create_scheduled_event', 'resetBefore', 9);
		const { status, items } = await run(
			['scheduledMessage', 'create'],
			mail('Two', { uid, schedule: 'every day at 1am', recipients: 'bob@example.org' }),
		);
		const [item] = items('PostageApp');
		expect({ status, duplicate: item?.json.duplicate }).not.toEqual({
			status: 'success',
			duplicate: false,
		});
	});
});

describe('a user of stemp', () => {
	it('whom another worker created minutes ago is not called created, for stemp would have refused it', async () => {
		stage.sandbox.stemp.users.add({ email: 'twice@example.org', externalId: 'twice' });
		await new Promise((done) => setTimeout(done, 4 * 60_000));
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'POST /api/v1/users',
			fault: { kind: 'resetBefore' },
		});
		const { status, error } = await stage.engine.run(
			chain(
				start,
				stemp(['user', 'create'], {
					email: 'twice@example.org',
					additionalFields: { externalId: 'twice' },
				}),
			),
			{ credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
		);
		expect({ status, outcome: error?.context?.outcome }).toEqual({
			status: 'error',
			outcome: 'maybeSent',
		});
	});
});
