import fc from 'fast-check';
import { setReplay } from '../../../support/replay';
import { setStage } from '../../../../tools/engine/stage';
import { operate } from '../../../../tools/providers/stampee/node';

const stage = setStage();
const replay = setReplay();

/** Sends a letter as a form. @returns the body, byte by byte, and what its headers say about it */
async function form(body: string, customerReference = 'NOTICE-1') {
	replay.answer({ status: 400, body: { message: 'Noted' } });
	const data = await stage.engine.binary(Buffer.from('%PDF-1.7\n'), {
		fileName: 'a.pdf',
		mimeType: 'application/pdf',
	});
	const recipients = [{ email: 'a@example.org', firstname: 'A', lastname: 'C' }];
	await operate(
		stage,
		['message', 'send'],
		{
			type: 'LS',
			specifyRecipients: 'json',
			recipientsJson: '={{ $json.recipients }}',
			bodyFormat: 'html',
			body: '={{ $json.body }}',
			customerReference,
			attachments: 'data',
		},
		{
			input: [{ json: { body, recipients }, binary: { data } }],
			account: { apiToken: 'token', mutualTls: 'none', environment: 'custom', baseUrl: replay.url },
		},
	);
	const [{ headers, text }] = replay.requests;
	return { headers, text, recipients };
}

it('A form looks as curl -F would send it: no text has a type of its own, and each file has', async () => {
	const { headers, text, recipients } = await form('<p>Bonjour</p>');
	const boundary = /^multipart\/form-data; boundary=([\w-]+)$/.exec(headers['content-type']!)![1];
	const part = (head: string, content: string) =>
		`--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
	expect(text).toBe(
		[
			part('name="type"', 'LS'),
			part('name="body"', '<p>Bonjour</p>'),
			part('name="recipients"', JSON.stringify(recipients)),
			part('name="customerReference"', 'NOTICE-1'),
			part('name="attachments"; filename="a.pdf"\r\nContent-Type: application/pdf', '%PDF-1.7\n'),
			`--${boundary}--\r\n`,
		].join(''),
	);
	expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
	expect(headers['transfer-encoding']).toBeUndefined();
});

it('A text in a form arrives byte for byte, whatever its line ends are', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc
				.array(fc.constantFrom('\n', '\r', '\r\n', '\n\n', '--', 'é', '📮', 'a', ' '), {
					minLength: 1,
					maxLength: 20,
				})
				.map((pieces) => `a${pieces.join('')}b`),
			async (body) => {
				const { headers, text } = await form(body);
				expect(text).toContain(`name="body"\r\n\r\n${body}\r\n--form-`);
				expect(headers['content-length']).toBe(String(Buffer.byteLength(text)));
			},
		),
		{ numRuns: 50 },
	);
});

it('Each form has a boundary of its own, which nobody can guess', async () => {
	const boundaries = [await form('one'), await form('one')].map(
		({ headers }) => headers['content-type'],
	);
	expect(new Set(boundaries).size).toBe(2);
});
