import type { INodeParameters } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { defaultSwitches } from '../../../../../sandbox/stampee/switches';
import { Reseller } from '../../../../../tools/providers/stampee/caller';
import { setReplay } from '../../../../support/replay';
import { setStage } from '../../../../../tools/engine/stage';
import {
	asked,
	operate,
	stampeeAccount,
	type Operation,
} from '../../../../../tools/providers/stampee/node';

const stage = setStage();
const replay = setReplay();

const getEvidence = (parameters: INodeParameters, options?: Operation) =>
	operate(stage, ['message', 'getEvidence'], parameters, options);

/** The same at a fake Stampee whose answers the test sets. */
const atReplay = () => ({
	account: { ...stampeeAccount(stage.sandbox.stampee), baseUrl: replay.url },
});

const downloads = () => stage.sandbox.journal.requests('stampee-files');

/** Sends a letter that is opened, and clears the journal. */
async function openedLetter(): Promise<string> {
	const id = await new Reseller(stage.sandbox).send('open@example.org');
	stage.sandbox.clock.advance({ minutes: 10 });
	stage.sandbox.journal.clear();
	return id;
}

const shapes = ['json', 'wrapped', 'redirect', 'pdf'] as const;

afterEach(() => {
	stage.sandbox.stampee.switches.evidenceShape = defaultSwitches().evidenceShape;
});

describe('All evidence of a message', () => {
	it('becomes one item for each document, linked to the message, with its delivery and its file', async () => {
		const messageId = await openedLetter();

		const result = await getEvidence({ messageId });

		expect(asked(stage.sandbox)).toMatchObject([{ method: 'GET', path: `/messages/${messageId}` }]);
		const outputs = result.items('Stampee');
		expect(outputs).toMatchObject([
			{
				json: {
					id: messageId,
					eventType: 'SENT',
					url: expect.stringContaining('/evidences/') as string,
					delivery: { state: 'sent', final: false, event: 'SubmissionAcceptance' },
					fileName: `stampee-${messageId}-SENT.pdf`,
					mimeType: 'application/pdf',
				},
				binary: {
					data: { fileName: `stampee-${messageId}-SENT.pdf`, mimeType: 'application/pdf' },
				},
				pairedItem: { item: 0 },
			},
			{
				json: { id: messageId, eventType: 'RECEIVED', delivery: { state: 'opened', final: true } },
				binary: { data: { fileName: `stampee-${messageId}-RECEIVED.pdf` } },
				pairedItem: { item: 0 },
			},
		]);
	});

	it('has the size and the SHA-256 of what it downloaded', async () => {
		const result = await getEvidence({ messageId: await openedLetter() });

		for (const { json, binary } of result.items('Stampee')) {
			const content = await stage.engine.readBinary(binary!.data);
			expect(content.subarray(0, 5).toString()).toBe('%PDF-');
			expect(json).toMatchObject({
				size: content.length,
				sha256: createHash('sha256').update(content).digest('hex'),
			});
		}
	});

	it('is downloaded without the token, which is for the API alone', async () => {
		await getEvidence({ messageId: await openedLetter() });

		expect(downloads()).toHaveLength(2);
		for (const { headers } of downloads()) expect(headers).not.toHaveProperty('x-api-token');
		expect(JSON.stringify(downloads())).not.toContain(stage.sandbox.stampee.token);
	});

	it('can be links only, and then nothing is downloaded', async () => {
		const messageId = await openedLetter();

		const result = await getEvidence({ messageId, output: 'link' });

		expect(downloads()).toEqual([]);
		expect(result.items('Stampee')).toStrictEqual(
			[
				['SENT', 'sent', false, 'SubmissionAcceptance'],
				['RECEIVED', 'opened', true, 'ContentAccessTracking'],
			].map(([eventType, state, final, event]) => ({
				json: {
					id: messageId,
					eventType,
					url: expect.stringMatching(`${messageId}-${String(eventType)}\\.pdf\\?`) as string,
					// The status of the message.
					status: 'RECEIVED',
					delivery: { id: messageId, state, final, event, at: null },
				},
				pairedItem: { item: 0 },
			})),
		);
	});

	it('is nothing for a message that has none yet', async () => {
		replay.answer({ body: { id: '1', status: 'SENT', evidences: [] } });

		const result = await getEvidence({ messageId: '1' }, atReplay());

		expect(result.status).toBe('success');
		expect(result.items('Stampee')).toEqual([]);
	});

	it('is not that of another message', async () => {
		const evidences = [{ url: 'https://storage.example.com/2-SENT.pdf', eventType: 'SENT' }];
		replay.answer({ body: { id: '2', status: 'SENT', evidences } });

		const result = await getEvidence({ messageId: '1', output: 'link' }, atReplay());

		expect(result.items('Stampee')).toEqual([]);
		expect(result.error?.message).toBe('Stampee answered: an answer that can not be read [item 0]');
	});

	it('keeps fields of the answer that have the names of ours, under other names', async () => {
		const url = 'https://storage.example.com/1-SENT.pdf';
		const evidences = [{ id: 'ev-7', url, eventType: 'SENT', status: 'SEALED', delivery: 'x' }];
		replay.answer({ body: { id: '1', status: 'SENT', evidences } });

		const result = await getEvidence({ messageId: '1', output: 'link' }, atReplay());

		expect(result.items('Stampee')[0].json).toMatchObject({
			id: '1',
			status: 'SENT',
			delivery: { id: '1', state: 'sent' },
			providerId: 'ev-7',
			providerStatus: 'SEALED',
			providerDelivery: 'x',
		});
	});

	it('comes with types that nobody documented', async () => {
		const evidences = [{ url: 'https://storage.example.com/x.pdf', eventType: 'SEALED' }];
		replay.answer({ body: { id: '1', status: 'SEALED', evidences } });

		const result = await getEvidence({ messageId: '1', output: 'link' }, atReplay());

		expect(result.items('Stampee')).toMatchObject([
			{ json: { eventType: 'SEALED', delivery: { state: 'unknown', final: false } } },
		]);
	});

	it('of many messages at once comes for each, however many wait for their documents', async () => {
		const ids = await Promise.all(Array.from({ length: 25 }, async () => await openedLetter()));

		const result = await getEvidence(
			{ messageId: '={{ $json.id }}' },
			{ input: ids.map((id) => ({ json: { id } })) },
		);

		expect(result.items('Stampee')).toHaveLength(50);
		expect(stage.sandbox.journal.mostInFlight('stampee')).toBeLessThanOrEqual(10);
		expect(stage.sandbox.journal.mostInFlight('stampee-files')).toBeLessThanOrEqual(10);
	});
});

describe.each(shapes)('One kind of evidence, answered as %s', (shape) => {
	it('becomes one item with the file', async () => {
		const messageId = await openedLetter();
		stage.sandbox.stampee.switches.evidenceShape = shape;

		const result = await getEvidence({
			messageId,
			evidenceType: 'RECEIVED',
			binaryPropertyName: 'proof',
		});

		expect(result.error).toBeUndefined();
		expect(asked(stage.sandbox).map(({ path }) => path)).toEqual([
			`/messages/${messageId}/evidences/RECEIVED`,
		]);
		const [{ json, binary, pairedItem }, ...others] = result.items('Stampee');
		expect(others).toEqual([]);
		expect(pairedItem).toEqual({ item: 0 });
		const content = await stage.engine.readBinary(binary!.proof);
		expect(json).toMatchObject({
			id: messageId,
			eventType: 'RECEIVED',
			delivery: { state: 'opened', final: true },
			fileName: `stampee-${messageId}-RECEIVED.pdf`,
			size: content.length,
			sha256: createHash('sha256').update(content).digest('hex'),
		});
		for (const { headers } of downloads()) expect(headers).not.toHaveProperty('x-api-token');
	});

	it('tells in the words of Stampee that there is none', async () => {
		const messageId = await openedLetter();
		stage.sandbox.stampee.switches.evidenceShape = shape;

		const result = await getEvidence({ messageId, evidenceType: 'REFUSED' });

		expect(result.error).toMatchObject({
			message: 'Stampee answered: Evidence not found [item 0]',
			httpCode: '404',
		});
	});
});

describe('One kind of evidence', () => {
	it.each(['json', 'wrapped', 'redirect'] as const)('can be a link, from %s', async (shape) => {
		const messageId = await openedLetter();
		stage.sandbox.stampee.switches.evidenceShape = shape;

		const result = await getEvidence({ messageId, evidenceType: 'SENT', output: 'link' });

		expect(downloads()).toEqual([]);
		expect(result.items('Stampee')).toMatchObject([
			{ json: { url: expect.stringContaining('-SENT.pdf?') as string }, pairedItem: { item: 0 } },
		]);
	});

	it('can not be a link where Stampee gives the document itself', async () => {
		const messageId = await openedLetter();
		stage.sandbox.stampee.switches.evidenceShape = 'pdf';

		const result = await getEvidence({ messageId, evidenceType: 'SENT', output: 'link' });

		expect(result.error?.message).toBe('Stampee gave the document itself and no link [item 0]');
		expect(result.error?.description).toBe("Set 'Output' to File.");
	});

	it.each([
		['JSON without a link', { eventType: 'SENT' }],
		['another type than was asked for', { url: 'https://example.org/x', eventType: 'REFUSED' }],
		['a link of another message', { url: 'https://example.org/x', messageId: '2' }],
		['another message', { url: 'https://example.org/x', id: '999999999999' }],
		[
			'a wrapped link of another message',
			{ data: { url: 'https://example.org/x', messageId: '2' } },
		],
		['the link to another kind', { data: { eventType: 'REFUSED', url: 'https://example.org/x' } }],
		['two links', { one: { url: 'https://example.org/1' }, two: { url: 'https://example.org/2' } }],
		['a link two levels deeper', { data: { evidence: { url: 'https://example.org/1' } } }],
		['a list', []],
		['a web page', '<!DOCTYPE html><title>It works!</title>'],
		['text', 'OK'],
		['nothing', ''],
	])('is missing where Stampee answers with %s', async (_, body) => {
		replay.answer({ body });

		const result = await getEvidence({ messageId: '1', evidenceType: 'SENT' }, atReplay());

		expect(result.error?.message).toBe('Stampee answered: an answer that can not be read [item 0]');
	});

	it.each([
		['its own ID', { id: 'ev-7', url: 'https://storage.example.com/x.pdf' }],
		['the ID of its message', { messageId: 1, url: 'https://storage.example.com/x.pdf' }],
		['its type in small letters', { eventType: 'sent', url: 'https://storage.example.com/x.pdf' }],
	])('may be answered with %s', async (_, body) => {
		replay.answer({ body });

		const parameters = { messageId: '1', evidenceType: 'SENT', output: 'link' };
		const result = await getEvidence(parameters, atReplay());

		expect(result.items('Stampee')).toHaveLength(1);
	});

	it('has a type that does not change the address', async () => {
		const result = await getEvidence({
			messageId: '480915273604',
			evidenceType: '={{ "../../customers" }}',
		});

		expect(result.error?.message).toContain("'../../customers', which is none of its choices: ");
		expect(asked(stage.sandbox)).toEqual([]);
	});

	it('is not asked for by something that is no ID', async () => {
		const result = await getEvidence({ messageId: '../1', evidenceType: 'SENT' });

		expect(result.error?.message).toBe("The parameter 'Message ID' is not an ID [item 0]");
		expect(asked(stage.sandbox)).toEqual([]);
	});
});

describe('One kind of evidence that is answered with a redirect', () => {
	const one = { messageId: '480915273604', evidenceType: 'SENT' };
	const pdf = { body: Buffer.from('%PDF-1.4'), headers: { 'content-type': 'application/pdf' } };
	const redirect = (location: string) => ({ status: 302, headers: { location }, body: '' });
	const path = '/messages/480915273604/evidences/SENT';

	it.each([
		['/x', '/files/1.pdf?sig=a', '/files/1.pdf?sig=a'],
		['x', 'document', '/messages/480915273604/evidences/document'],
		['?x', '?as=pdf', `${path}?as=pdf`],
	])('to %s is followed on its own host, with the token', async (_, location, target) => {
		replay.answer(redirect(location), pdf);
		const { items } = await getEvidence(one, atReplay());
		expect(items('Stampee')).toHaveLength(1);
		expect(replay.requests.map(({ url }) => url)).toEqual([path, target]);
		expect(replay.requests[1].headers['x-api-token']).toBe(stage.sandbox.stampee.token);
	});

	it.each([
		['//host/x', (host: string) => `//${host}/1.pdf`],
		['http://host/x', (host: string) => `http://${host}/1.pdf`],
	])('to %s is followed on another host, without the token', async (_, locationAt) => {
		replay.answer(redirect(locationAt(new URL(stage.sandbox.stampee.filesUrl).host)));
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 200, body: '%PDF-1.4' },
		});
		const { items } = await getEvidence(one, atReplay());
		expect(items('Stampee')).toHaveLength(1);
		expect(downloads()).toHaveLength(1);
		expect(JSON.stringify(downloads())).not.toContain(stage.sandbox.stampee.token);
	});

	it('is a whole link where links are wanted', async () => {
		replay.answer(redirect('?as=pdf'));
		const { items } = await getEvidence({ ...one, output: 'link' }, atReplay());
		expect(items('Stampee')[0].json.url).toBe(`${replay.url}${path}?as=pdf`);
	});

	it('is followed on to another host without the token', async () => {
		const { host } = new URL(stage.sandbox.stampee.filesUrl);
		replay.answer(redirect('/files/1.pdf'), redirect(`//${host}/1.pdf`));
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 200, body: '%PDF-1.4' },
		});
		const { items } = await getEvidence(one, atReplay());
		expect(items('Stampee')).toHaveLength(1);
		expect(replay.requests).toHaveLength(2);
		expect(JSON.stringify(downloads())).not.toContain(stage.sandbox.stampee.token);
	});
});

describe('The link to a document', () => {
	beforeEach(() => {
		stage.sandbox.stampee.switches.evidenceShape = 'json';
	});

	/** Follows a link that Stampee returned. */
	const follow = (url: string) => {
		const evidences = [{ url, eventType: 'SENT' }];
		replay.answer({ body: { id: '480915273604', status: 'SENT', evidences } });
		return getEvidence({ messageId: '480915273604' }, atReplay());
	};

	it('that has expired says so, and what to do', async () => {
		const id = await openedLetter();
		const { evidences } = await new Reseller(stage.sandbox).message(id);
		stage.sandbox.clock.advance({ hours: 25 });

		const result = await follow(evidences[0].url);

		expect(result.error).toMatchObject({
			message: 'The store of evidence documents answered: HTTP status 403 [item 0]',
			description: expect.stringContaining('valid for 24 hours') as string,
			httpCode: '403',
		});
	});

	it('that leads to a web page in place of a PDF is refused', async () => {
		const id = await openedLetter();
		stage.sandbox.faults.add({ provider: 'stampee-files', fault: { kind: 'notJson' } });

		const result = await getEvidence({ messageId: id });

		expect(result.error).toMatchObject({
			message: `The evidence SENT of message ${id} is not a PDF [item 0]`,
			description: 'Get the evidence again.',
		});
		expect(JSON.stringify(result.error)).not.toContain('It works');
	});

	it.each([[''], ['/evidences/1-SENT.pdf'], ['file:///etc/hostname']])(
		'%j is not followed, for it is none',
		async (url) => {
			const result = await follow(url);

			expect(result.error?.message).toBe(
				'The evidence SENT of message 480915273604 has no link that can be followed [item 0]',
			);
			expect(replay.requests).toHaveLength(1);
		},
	);

	it('is followed where the store moved the document, still without the token', async () => {
		const id = await openedLetter();
		const { evidences } = await new Reseller(stage.sandbox).message(id);
		stage.sandbox.journal.clear();
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'redirect', location: evidences[0].url },
		});

		const result = await getEvidence({ messageId: id, evidenceType: 'SENT' });

		expect(result.items('Stampee')).toHaveLength(1);
		expect(downloads()).toHaveLength(2);
		for (const { headers } of downloads()) expect(headers).not.toHaveProperty('x-api-token');
	});

	it('is tried again when the store is busy', async () => {
		const id = await openedLetter();
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 503, body: 'busy' },
		});

		const result = await getEvidence({ messageId: id, evidenceType: 'SENT' });

		expect(result.items('Stampee')).toHaveLength(1);
		expect(downloads()).toHaveLength(2);
	});

	it('that fails goes to the error output, linked to its item', async () => {
		const ids = [await openedLetter(), await openedLetter()];
		stage.sandbox.faults.add({
			provider: 'stampee-files',
			fault: { kind: 'status', status: 404, body: 'gone' },
		});

		const result = await getEvidence(
			{
				messageId: '={{ $json.id }}',
				evidenceType: 'SENT',
				options: { maxConcurrentRequests: 1 },
			},
			{
				input: ids.map((id) => ({ json: { id } })),
				node: { onError: 'continueErrorOutput' },
			},
		);

		expect(result.items('Stampee', 0)).toMatchObject([{ pairedItem: { item: 1 } }]);
		expect(result.items('Stampee', 1)).toMatchObject([
			{
				json: {
					error: { message: 'The store of evidence documents answered: HTTP status 404 [item 0]' },
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});
