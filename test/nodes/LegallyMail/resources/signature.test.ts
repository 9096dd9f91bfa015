import { createHash } from 'node:crypto';
import type { IDataObject } from 'n8n-workflow';
import { chain, start } from '../../../../tools/engine/chain';
import type { RunOptions } from '../../../../tools/engine/engine';
import {
	byId,
	itemWith,
	legallyMail,
	legallyMailAccount,
} from '../../../../tools/providers/legallyMail/node';
import { setStage } from '../../../../tools/engine/stage';
import { Office, smallPdf } from '../../../../tools/providers/legallyMail/caller';
import { defaultSwitches } from '../../../../sandbox/legallyMail/switches';

const stage = setStage();
let office: Office;

beforeEach(() => {
	office = new Office(stage.sandbox);
	stage.sandbox.legallyMail.switches = { ...defaultSwitches(), rateLimit: null };
});

const run = (operation: string, parameters: object, input?: RunOptions['input']) =>
	stage.engine.run(chain(start, legallyMail(['signature', operation], { ...parameters })), {
		input,
		credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) },
	});

const contract = async (content = smallPdf, fileName = 'Contract.pdf') =>
	itemWith(await stage.engine.binary(content, { fileName, mimeType: 'application/pdf' }));

const requests = () => stage.sandbox.journal.requests('legallyMail');

const john = { name: 'John Doe', email: 'john.doe@example.com' };
const two = [
	{ name: 'Firmante 1', email: 'firmante1@example.com' },
	{ name: 'Firmante 2', email: 'firmante2@example.com', phone: '+34600000000' },
];
const signedBy = (signers: object[]) => ({
	specifySigners: 'json',
	signersJson: JSON.stringify(signers),
});

describe('Signature: Request', () => {
	it('sends the documented request for one signer', async () => {
		const { items } = await run('request', { signers: { signer: [john] } }, [await contract()]);
		expect(requests()[0].body).toEqual({
			signer_name: 'John Doe',
			signer_email: 'john.doe@example.com',
			document: smallPdf.toString('base64'),
			document_name: 'Contract.pdf',
			language: 'en',
		});
		expect(items('LegallyMail')[0]).toMatchObject({
			json: {
				uuid: expect.any(String) as string,
				signer_name: 'John Doe',
				document_name: 'Contract.pdf',
				status: 'pending',
				signers: [{ signer_name: 'John Doe', signer_email: 'john.doe@example.com' }],
				delivery: { state: 'sent', final: false },
			},
			pairedItem: { item: 0 },
		});
	});

	it('sends the documented request for several signers', async () => {
		const parameters = { ...signedBy(two), documentName: 'Bail.pdf', language: 'fr' };
		const { items } = await run('request', parameters, [await contract()]);
		expect(requests()[0].body).toEqual({
			signers: two,
			document: smallPdf.toString('base64'),
			document_name: 'Bail.pdf',
			language: 'fr',
		});
		const { signers } = items('LegallyMail')[0].json as { signers: IDataObject[] };
		expect(signers.map((signer) => signer.signer_email)).toEqual(two.map(({ email }) => email));
	});

	it.each<[string, object[], RegExp]>([
		['no signer', [], /'Signers' is empty/],
		[
			'six signers',
			Array.from({ length: 6 }, (_, index) => ({ ...john, email: `john${index}@example.org` })),
			/There are 6 signers/,
		],
		['a signer without a name', [{ email: 'a@example.org' }], /Signer 1 has no name/],
		['a signer without an address', [john, { name: 'B' }], /Signer 2 \(B\) has no email/],
		[
			'a phone without a country',
			[{ ...john, phone: '600 000 000' }],
			/is no number with a country code/,
		],
		[
			'a phone without a digit',
			[{ ...john, phone: '..' }],
			/is no number with a country code: \.\./,
		],
	])('refuses %s before anything is sent', async (_, signers, message) => {
		const { error } = await run('request', signedBy(signers), [await contract()]);
		expect(error?.message).toMatch(message);
		expect(requests()).toEqual([]);
	});

	it('refuses what is no PDF, and what is larger than 10 MB', async () => {
		const text = await run('request', signedBy([john]), [await contract(Buffer.from('text'))]);
		const large = Buffer.concat([smallPdf, Buffer.alloc(10 * 1024 * 1024)]);
		const tooLarge = await run('request', signedBy([john]), [await contract(large)]);
		expect(text.error?.message).toContain('The document is not a PDF: Contract.pdf');
		expect(tooLarge.error?.message).toContain('larger than 10 MB: Contract.pdf has 10.5 MB');
		expect(requests()).toEqual([]);
	});

	it('names the parameter when there is no such file', async () => {
		const { error } = await run('request', signedBy([john]), [{ json: {} }]);
		expect(error?.description).toContain("Check the parameter 'Document'");
	});

	it('finds a request whose answer was lost among the latest, and sends no second one', async () => {
		stage.sandbox.faults.add({ provider: 'legallyMail', fault: { kind: 'resetAfter' } });
		const parameters = { ...signedBy(two), documentName: 'Lost.pdf' };
		const { status, items } = await run('request', parameters, [await contract()]);
		expect(status).toBe('success');
		const [{ id }] = stage.sandbox.journal.accepted();
		expect(items('LegallyMail')[0].json).toMatchObject({ uuid: id, status: 'pending' });
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});
});

describe('An answer to Signature: Request', () => {
	const answered = async (data: object, signers: object[]) => {
		const body = { success: true, data: { uuid: 'sig-1', status: 'pending', ...data } };
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			on: 'POST /api/signature/send',
			fault: { kind: 'status', status: 200, body },
		});
		return await run('request', signedBy(signers), [await contract()]);
	};
	const firmante = (index: number) => ({ signer_email: `firmante${index}@example.com` });

	it.each<[string, object, object[]]>([
		['one of two in its list', { signers: [firmante(1)] }, two],
	])('that names %s proves nothing', async (_, data, signers) => {
		const { error, items } = await answered(data, signers);
		expect(items('LegallyMail')).toEqual([]);
		expect(error?.message).toMatch(/^May have been requested: /);
		expect(error?.description).toMatch(/names other signers than \S+, under the UUID sig-1\./);
		expect(error?.context).toMatchObject({ outcome: 'maybeSent', answeredIds: ['sig-1'] });
	});

	it.each<[string, object, object[]]>([
		['nobody', {}, [john]],
		['the signer in capitals', { signer_email: 'John.Doe@Example.com' }, [john]],
		['the first of two', firmante(1), two],
		['both, the second first', { signers: [firmante(2), { email: 'firmante1@example.com' }] }, two],
		['the document', { document_name: 'Contract.pdf' }, [john]],
		['the signer otherwise', { signer_email: 'john@relay.example.org' }, [john]],
	])('that names %s is a success', async (_, data, signers) => {
		const { items } = await answered(data, signers);
		expect(items('LegallyMail')[0].json.uuid).toBe('sig-1');
	});
});

describe('Signature: Get', () => {
	it('is an error when another one is answered', async () => {
		const body = { success: true, data: { uuid: 'sig-other', status: 'signed' } };
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			fault: { kind: 'status', status: 200, body },
		});
		const { error, items } = await run('get', { uuid: byId('sig-mine') });
		expect(items('LegallyMail')).toEqual([]);
		expect(error?.message).toContain('an answer that can not be read');
	});

	it('shows the signers, and that all have signed', async () => {
		const uuid = await office.requestSignature('a@example.org', 'b@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await run('get', { uuid: byId(uuid) });
		expect(items('LegallyMail')[0].json).toMatchObject({
			uuid,
			status: 'signed',
			signers: [{ signer_email: 'a@example.org' }, { signer_email: 'b@example.org' }],
			delivery: { state: 'accepted', final: true },
		});
	});

	it('lists the latest, also for the editor to choose from', async () => {
		const uuid = await office.requestSignature('a@example.org');
		const { items } = await run('getMany', { limit: 1 });
		expect(items('LegallyMail').map(({ json }) => json.uuid)).toEqual([uuid]);
		const found = await stage.engine.searchList(
			legallyMail(['signature', 'get']),
			'searchSignatures',
			{ credentials: { legallyMailApi: legallyMailAccount(stage.sandbox.legallyMail) } },
		);
		expect(found.results[0]).toEqual({
			name: 'Bail.pdf (Claire Martin): pending',
			value: uuid,
		});
	});
});

describe('Signature: Get Document', () => {
	it('gives the signed record and the original, with their hashes verified', async () => {
		const uuid = await office.requestSignature('a@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });
		const { items } = await run('getDocument', {
			uuid: byId(uuid),
			documents: ['acta', 'original'],
		});
		const [record, original] = items('LegallyMail');
		expect(record.json).toMatchObject({ document: 'acta', verified: true, status: 'signed' });
		expect(original.json).toMatchObject({
			document: 'original',
			verified: true,
			sha256: createHash('sha256').update(smallPdf).digest('hex'),
		});
		expect(await stage.engine.readBinary(original.binary!.data)).toEqual(smallPdf);
	});

	it('says so when nobody has signed yet', async () => {
		const uuid = await office.requestSignature('silent@example.org');
		const { error } = await run('getDocument', { uuid: byId(uuid) });
		expect(error?.message).toContain('The signed record');
		expect(error?.description).toContain('gives no link to it yet');
	});
});
