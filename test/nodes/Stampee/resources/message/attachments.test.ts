import type { IBinaryData, IBinaryKeyData, INodeParameters } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import type { BinaryMode } from '../../../../../tools/engine/engine';
import { setStage } from '../../../../../tools/engine/stage';
import { asked, operate } from '../../../../../tools/providers/stampee/node';

const claire = { email: 'claire@example.org', firstname: 'Claire', lastname: 'Martin' };

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

const invoice = Buffer.from('%PDF-1.7 an invoice \u0000\r\n--boundary--\r\n');
const terms = Buffer.alloc(700_000, 'terms and conditions ');

describe.each<BinaryMode>(['default', 'filesystem'])('Attachments in %s mode', (binaryMode) => {
	const stage = setStage({ binaryMode });

	const store = (content: Buffer, fileName: string | undefined, mimeType = 'application/pdf') =>
		stage.engine.binary(content, { fileName, mimeType });

	const send = (
		attachments: INodeParameters[string],
		binary: IBinaryKeyData,
		others: INodeParameters = {},
	) =>
		operate(
			stage,
			['message', 'send'],
			{
				type: 'LS',
				specifyRecipients: 'json',
				recipientsJson: JSON.stringify([claire]),
				body: 'Bonjour',
				attachments,
				...others,
			},
			{ input: [{ json: {}, binary }] },
		);

	it('make the letter a form: its fields as text, its recipients as JSON, its files one by one', async () => {
		const result = await send(
			'invoice, terms',
			{
				invoice: await store(invoice, 'invoice.pdf'),
				terms: await store(terms, 'terms.txt', 'text/plain'),
			},
			{ customerReference: 'AVIS-1' },
		);

		expect(result.error).toBeUndefined();
		const [request] = asked(stage.sandbox);
		expect(request.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
		expect(request.headers['x-api-token']).toBe(stage.sandbox.stampee.token);
		const { recipients, ...fields } = request.body as Record<string, string>;
		expect(fields).toStrictEqual({
			type: 'LS',
			body: '<p>Bonjour</p>',
			customerReference: 'AVIS-1',
		});
		expect(JSON.parse(recipients)).toStrictEqual([claire]);
		expect(request.files).toStrictEqual([
			{
				field: 'attachments',
				name: 'invoice.pdf',
				type: 'application/pdf',
				size: invoice.length,
				sha256: sha256(invoice),
			},
			{
				field: 'attachments',
				name: 'terms.txt',
				type: 'text/plain',
				size: terms.length,
				sha256: sha256(terms),
			},
		]);
		expect(result.items('Stampee')).toMatchObject([
			{ json: { recipient: claire, customerReference: 'AVIS-1' }, pairedItem: { item: 0 } },
		]);
	});

	it('are taken by a vendor that minds texts with a type of their own', async () => {
		const { switches } = stage.sandbox.stampee;
		stage.sandbox.stampee.switches = { ...switches, typedTexts: 'refused' };
		const result = await send('invoice', { invoice: await store(invoice, 'invoice.pdf') });
		stage.sandbox.stampee.switches = switches;

		expect(result.error).toBeUndefined();
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it.each<[string, string]>([
		['a binary object', "={{ $('Start').item.binary.invoice }}"],
		['a list of binary objects', "={{ [$('Start').item.binary.invoice] }}"],
		['a list of names', '={{ ["invoice"] }}'],
		['a name', '={{ Object.keys($binary)[0] }}'],
	])('can be given by an expression: %s', async (_, attachments) => {
		const result = await send(attachments, { invoice: await store(invoice, 'invoice.pdf') });

		expect(result.error).toBeUndefined();
		expect(asked(stage.sandbox)[0].files).toMatchObject([
			{ name: 'invoice.pdf', sha256: sha256(invoice) },
		]);
	});

	it.each([[''], [' '], ['={{ [] }}']])(
		'are none when the parameter is %j',
		async (attachments) => {
			await send(attachments, { invoice: await store(invoice, 'invoice.pdf') });

			expect(asked(stage.sandbox)).toMatchObject([
				{ headers: { 'content-type': 'application/json' }, files: [] },
			]);
		},
	);

	it.each([
		['quotes', 'the "final" one.pdf'],
		['line breaks', 'one\r\nContent-Type: text/html\r\n\r\ntwo.pdf'],
		['letters that are not ASCII', 'Échéance – 日本語 📮.pdf'],
		['folders', '../../etc/passwd'],
		['percent signs', '100 %.pdf'],
	])('keep names with %s', async (_, name) => {
		await send('invoice', {
			invoice: { ...(await store(invoice, 'invoice.pdf')), fileName: name },
		});

		const [{ files }] = asked(stage.sandbox);
		expect(files).toMatchObject([{ type: 'application/pdf', sha256: sha256(invoice) }]);
		expect(decodeFormName(files[0].name)).toBe(name);
	});

	it.each([[undefined], ['']])(
		'whose name is %j are called like their field, with their extension',
		async (fileName) => {
			const stored = await store(invoice, 'invoice.pdf');

			await send('invoice', { invoice: { ...stored, fileName } });

			expect(asked(stage.sandbox)[0].files).toMatchObject([
				{ name: 'invoice.pdf', sha256: sha256(invoice) },
			]);
		},
	);

	it('that the item does not have are named before anything is sent, beside those it has', async () => {
		const result = await send('invoice, offer', { invoice: await store(invoice, 'invoice.pdf') });

		expect(result.error?.message).toBe(
			"Not sent: There is no binary field named 'offer' in the input [item 0]",
		);
		expect(result.error?.description).toBe(
			"The item has these: invoice. Check the parameter 'Attachments'.",
		);
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('that are over 250 MB together are refused by their sizes, unread and before anything is sent', async () => {
		const [half, more] = [249e6, 260e6 - 249e6].map<IBinaryData>((bytes, index) => ({
			// There is no such file: reading it would fail.
			data: 'filesystem-v2',
			id: `filesystem-v2:nowhere/${index}`,
			fileName: `part-${index}.zip`,
			mimeType: 'application/zip',
			bytes,
		}));

		const result = await send('half, more', { half, more });

		expect(result.error?.message).toBe(
			'Not sent: The attachments are larger than 250 MB together [item 0]',
		);
		expect(result.error?.description).toContain('part-0.zip (249.0 MB), part-1.zip (11.0 MB)');
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('are not sent again after the outcome of the letter became unknown', async () => {
		stage.sandbox.faults.add({ provider: 'stampee', fault: { kind: 'resetAfter' } });

		const result = await send('invoice', { invoice: await store(invoice, 'invoice.pdf') });

		expect(asked(stage.sandbox)).toHaveLength(1);
		expect(result.error?.message).toContain('May have been sent');
		expect(result.error?.description).toContain('Recipients: claire@example.org');
	});
});

/** Only these are escaped in a form's file names (WHATWG HTML, 4.10.21.8); the sandbox shows names as received. */
const decodeFormName = (name: string) =>
	name.replace(/%(0D|0A|22)/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
