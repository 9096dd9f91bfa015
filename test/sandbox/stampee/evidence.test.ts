import { stampeeDelivery } from '../../../nodes/Stampee/delivery';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { evidencePdf } from '../../../sandbox/stampee/evidencePdf';
import { evidenceTypes, type MessageType } from '../../../sandbox/stampee/vocabulary';
import { call } from '../../../tools/providers/client';
import { Reseller } from '../../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeEach(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterEach(() => sandbox.stop());

/** The link to the proof of sending of a new letter. */
async function link(email = 'john@example.org'): Promise<string> {
	const { evidences } = await reseller.message(await reseller.send(email));
	return evidences[0].url;
}

const isPdf = (bytes: Buffer) =>
	bytes.subarray(0, 5).toString() === '%PDF-' && bytes.includes('%%EOF');

const pages = (bytes: Buffer) => bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length;

describe('Evidence', () => {
	it('is a PDF of one page behind a link to another origin that needs no token', async () => {
		const url = await link();

		const answer = await call(url);

		expect(new URL(url).origin).toBe(sandbox.stampee.filesUrl);
		expect(sandbox.stampee.filesUrl).not.toBe(sandbox.stampee.url);
		expect(answer.status).toBe(200);
		expect(answer.headers['content-type']).toBe('application/pdf');
		expect(isPdf(answer.bytes)).toBe(true);
		expect(pages(answer.bytes)).toBe(1);
	});

	it('stays on its page with many attachments and letters outside Latin script', async () => {
		const form = new FormData();
		form.append('type', 'LS');
		form.append('body', '<p>文書</p>');
		form.append(
			'recipients',
			JSON.stringify([{ email: 'zoe@example.org', firstname: 'Zoë', lastname: '王' }]),
		);
		for (let index = 0; index < 20; index += 1) {
			form.append('attachments', new Blob([String(index)]), `pièce ${index}.txt`);
		}
		await reseller.call('/messages/bulk_send', { form });
		const { evidences } = await reseller.message(sandbox.journal.accepted()[0].id);

		const answer = await call(evidences[0].url);

		expect(pages(answer.bytes)).toBe(1);
	});

	it('shows in the journal of the file origin whether a token arrived there', async () => {
		await call(await link());

		const [download] = sandbox.journal.requests('stampee-files');

		expect(download.headers).not.toHaveProperty('x-api-token');
		expect(sandbox.journal.requests('stampee').some(({ path }) => path === download.path)).toBe(
			false,
		);
	});

	it('can be downloaded for 24 hours', async () => {
		const url = await link();
		sandbox.clock.advance({ hours: 23, minutes: 59 });
		const within = await call(url);
		sandbox.clock.advance({ minutes: 2 });
		const after = await call(url);

		expect(within.status).toBe(200);
		expect(after.status).toBe(403);
		expect(after.headers['content-type']).toContain('application/xml');
		expect(after.text).toContain('<Message>Request has expired</Message>');
	});

	it.each([
		['another signature', (url: string) => url.replace(/sig=../, 'sig=zz')],
		['no signature', (url: string) => url.replace(/&sig=.*/, '')],
		['another message', (url: string) => url.replace(/\d{12}-/, '999999999999-')],
		['another expiry', (url: string) => url.replace(/expires=\d+/, 'expires=9999999999999')],
	])('is not given out with %s in the link', async (_what, forge) => {
		const answer = await call(forge(await link()));

		expect(answer.status).toBe(403);
		expect(answer.text).toContain('<Code>AccessDenied</Code>');
	});

	it('can come as a redirect to its link', async () => {
		sandbox.stampee.switches.evidenceShape = 'redirect';
		const id = await reseller.send('john@example.org');

		const answer = await reseller.call(`/messages/${id}/evidences/SENT`);

		expect(answer.status).toBe(302);
		expect((await call(String(answer.headers.location))).status).toBe(200);
	});

	it('can come as the PDF itself', async () => {
		sandbox.stampee.switches.evidenceShape = 'pdf';
		const id = await reseller.send('john@example.org');

		const answer = await reseller.call(`/messages/${id}/evidences/SENT`);

		expect(answer.headers['content-type']).toBe('application/pdf');
		expect(isPdf(answer.bytes)).toBe(true);
	});

	/** A simple letter is not accepted or refused, and a registered one is not merely received. */
	const ofType: Record<MessageType, readonly string[]> = {
		LS: evidenceTypes.filter((type) => !['ACCEPTED', 'REFUSED'].includes(type)),
		LRE: evidenceTypes.filter((type) => type !== 'RECEIVED'),
	};
	const kinds = Object.entries(ofType).flatMap(([type, all]) =>
		evidenceTypes.filter((each) => all.includes(each)).map((each) => [type, each] as const),
	);

	it.each(kinds)('of an %s that is %s names the event that the node names', async (type, of) => {
		const at = new Date('2026-04-17T08:12:45.331Z');
		const message = {
			id: '480915273604',
			type: type as MessageType,
			recipient: 'john@example.org',
			addressee: 'John',
			sender: null,
			reference: null,
			sentAt: at,
			bodySha256: '',
			attachments: [],
		};

		const content = await evidencePdf(message, { eventType: of, at }, at);

		const { event } = stampeeDelivery(of, type);
		const subject = event === null ? of : `${of} ${event}`;
		const texts = content.toString('latin1').match(/(?<=^\().*(?=\)$)/gm);
		expect(texts).toContain(subject);
	});
});
