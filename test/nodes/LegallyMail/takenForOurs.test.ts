import { defaultSwitches } from '../../../sandbox/legallyMail/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import {
	itemWith,
	legallyMail,
	legallyMailAccount,
} from '../../../tools/providers/legallyMail/node';
import { Office, smallPdf } from '../../../tools/providers/legallyMail/caller';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.legallyMail.switches = {
		...defaultSwitches(),
		rateLimit: null,
		planLimit: 10_000,
	};
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

	it.each<[string, unknown]>([
		['as it is', undefined],
		['as an empty list', { success: true, data: [] }],
		['as a notice', { message: 'Down for maintenance' }],
		['without it', 'shorter'],
	])(
		'is not taken for an equal one of another worker of minutes ago, where the first look has the list %s',
		async (how, given) => {
			const email = `minutes-${how.replace(/ /g, '-')}@example.org`;
			const office = new Office(stage.sandbox);
			const before = await office.get<object>('/api/signatures?limit=25');
			await office.requestSignature(email);
			await new Promise((done) => setTimeout(done, 15 * 60_000));
			lose();
			const body = given === 'shorter' ? before : given;
			if (body !== undefined) {
				stage.sandbox.faults.add({
					provider: 'legallyMail',
					on: 'GET /api/signatures',
					fault: { kind: 'status', status: 200, body },
				});
			}
			const { items } = await request([{ name: 'Claire Martin', email }]);
			expect(items('LegallyMail')[0].json).toMatchObject({
				error: { details: { outcome: 'maybeSent' } },
			});
		},
	);

	it('is not taken for an equal one of the same run whose answer is on its way', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/signature/send',
			fault: { kind: 'trickle', seconds: 300 },
		});
		lose();
		const { items } = await request([{ name: 'X', email: 'x@example.org' }], 2);
		const successes = items('LegallyMail').filter(({ json }) => !('error' in json));
		expect(accepted()).toHaveLength(1);
		expect(successes).toHaveLength(1);
	});
});
