import type { INodeParameters } from 'n8n-workflow';

import fixture from '../../fixtures/pec-massiva/pecmassiva.openapi.json';
import { Correspondent } from '../../../tools/providers/pecMassiva/caller';
import { chain, start } from '../../../tools/engine/chain';
import { documentedExample } from '../../support/openApi';
import { pecMassiva, pecMassivaAccount } from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();
let correspondent: Correspondent;
beforeEach(() => {
	correspondent = new Correspondent(stage.sandbox);
	Object.assign(stage.sandbox.pecMassiva.switches, {
		secondsBetweenSends: 0,
		statusShape: 'documented',
		statusTexts: 'receipt',
	});
});

const run = (operation: string, parameters: INodeParameters, node = {}) =>
	stage.engine.run(chain(start, pecMassiva(['message', operation], parameters, node)), {
		credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) },
	});

const jsonsOf = async (code: string, parameters: INodeParameters) =>
	(await run('getStatus', { code, ...parameters })).items('PEC Massiva').map(({ json }) => json);

async function statusOf(code: string, recipient: string | string[] = '') {
	const { items } = await run('getStatus', { code, sentTo: recipient });
	return items('PEC Massiva')[0].json as unknown as {
		code: string;
		subject: string | null;
		delivery: { state: string; final: boolean; event: string | null; at: string | null };
		recipients: Array<{ recipient: string; delivery: { state: string; final: boolean } }>;
		receipts: Array<Record<string, unknown>>;
	};
}

describe('PEC Massiva, message: getStatus', () => {
	it('says not yet right after a send, for which the API says "Result empty"', async () => {
		const code = await correspondent.send('office@example.org');
		expect(await statusOf(code)).toEqual({
			code,
			subject: null,
			delivery: { id: code, state: 'queued', final: false, event: null, at: null },
			recipients: [
				{
					recipient: null,
					delivery: { id: code, state: 'queued', final: false, event: null, at: null },
				},
			],
			receipts: [],
		});
	});

	it.each([
		['office', 'delivered', true, 'ContentConsignment'],
		['refuse', 'rejected', true, 'SubmissionRejection'],
		['infected', 'rejected', true, 'SubmissionRejection'],
		['bounce', 'failed', true, 'ContentConsignmentFailure'],
		['virus', 'failed', true, 'ContentConsignmentFailure'],
		['slow', 'delivered', true, 'ContentConsignment'],
		['expire', 'failed', true, 'ContentConsignmentFailure'],
		['ordinary', 'sent', true, 'SubmissionAcceptance'],
	])('aggregates the status of a message to %s@: %s', async (name, state, final, event) => {
		const code = await correspondent.send(`${name}@example.org`);
		stage.sandbox.clock.advance({ days: 2 });
		const { delivery } = await statusOf(code);
		expect(delivery).toMatchObject({ state, final, event });
		expect(Date.parse(delivery.at ?? '')).toBeGreaterThan(0);
	});

	it('gives the status for each recipient', async () => {
		const code = await correspondent.send(['office@example.org', 'slow@example.org']);
		stage.sandbox.clock.advance({ minutes: 1 });
		const soon = await statusOf(code);
		stage.sandbox.clock.advance({ hours: 13 });
		const later = await statusOf(code);

		expect(soon.recipients.map(({ delivery }) => delivery.state)).toEqual(['delivered', 'sent']);
		expect(soon.delivery).toMatchObject({ state: 'sent', final: false });
		expect(later.delivery).toMatchObject({ state: 'delayed', final: false });
	});

	it('gives an item for each recipient, with the receipts that are about them', async () => {
		const code = await correspondent.send(['office@example.org', 'bounce@example.org']);
		stage.sandbox.clock.advance({ days: 2 });
		const items = await jsonsOf(code, { splitByRecipient: true });
		const types = (receipts: unknown) =>
			(receipts as Array<{ classification: { type: string } }>).map(
				({ classification }) => classification.type,
			);
		expect(
			items.map(({ receipts, ...json }) => ({ ...json, types: types(receipts) })),
		).toMatchObject([
			{
				...{ code, recipient: 'office@example.org', delivery: { id: code, state: 'delivered' } },
				types: ['accettazione', 'avvenuta-consegna'],
			},
			{
				...{ code, recipient: 'bounce@example.org', delivery: { id: code, state: 'failed' } },
				types: ['accettazione', 'errore-consegna'],
			},
		]);
	});

	it('gives an item also where nobody is known by name', async () => {
		const code = await correspondent.send('office@example.org');
		expect(await jsonsOf(code, { splitByRecipient: true })).toMatchObject([
			{ code, recipient: null, delivery: { id: code, state: 'queued' }, receipts: [] },
		]);
	});

	it.each(['documented', 'observed'] as const)('reads the %s shape', async (statusShape) => {
		stage.sandbox.pecMassiva.switches.statusShape = statusShape;
		const code = await correspondent.send('office@example.org', 'Convocazione');
		stage.sandbox.clock.advance({ minutes: 1 });

		const { receipts, subject } = await statusOf(code);

		expect(subject).toBe('Convocazione');
		expect(receipts).toMatchObject([
			{
				sender: 'posta-certificata@pecmassiva.com',
				object: `ACCETTAZIONE: Convocazione ${code}`,
				classification: { type: 'accettazione', category: 'receipt', code },
				delivery: { state: 'sent' },
			},
			{ object: `CONSEGNA: Convocazione ${code}`, delivery: { state: 'delivered', final: true } },
		]);
	});

	describe('answered with receipts of another send,', () => {
		const own = '202603051122450';
		const answered = async (...objects: string[]) => {
			const data = objects.map((object) => ({ sender: '', recipient: '', data: '', object }));
			stage.sandbox.faults.add({
				provider: 'pecMassiva',
				on: 'GET /send/:code',
				fault: { kind: 'status', status: 200, body: { success: true, message: '', data } },
			});
			return await run('getStatus', { code: own });
		};

		it('takes that for no answer', async () => {
			const { error, items } = await answered('CONSEGNA: Avviso 2026030511224507');
			expect(items('PEC Massiva')).toEqual([]);
			expect(error?.message).toContain('an answer that can not be read');
		});

		it('counts its own, and those without a code', async () => {
			const { items } = await answered(
				`ACCETTAZIONE: Avviso ${own}`,
				'CONSEGNA: Avviso 2026030511224507',
				'PRESA IN CARICO: Avviso',
			);
			const [{ json }] = items('PEC Massiva');
			expect(json).toMatchObject({ code: own, delivery: { state: 'sent', final: false } });
			expect(json.receipts).toHaveLength(2);
		});
	});

	it('knows whom it was sent to only from the caller where the receipts do not say it', async () => {
		stage.sandbox.pecMassiva.switches.statusTexts = 'original';
		const recipients = ['office@example.org', 'slow@example.org'];
		const code = await correspondent.send(recipients);
		stage.sandbox.clock.advance({ minutes: 1 });

		expect((await statusOf(code, recipients)).delivery.final).toBe(false);
		stage.sandbox.clock.advance({ days: 1 });
		expect((await statusOf(code, recipients.join(','))).recipients).toHaveLength(2);
	});

	it("understands the answer of the vendor's OpenAPI file", async () => {
		const body = documentedExample(fixture, ['GET', '/send/{code}'], 200);
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			fault: { kind: 'status', status: 200, body },
		});

		const { subject, delivery, receipts } = await statusOf('2020082610003492');

		expect(subject).toBe('Invio di prova pec massiva');
		expect(delivery).toEqual({
			id: '2020082610003492',
			state: 'delivered',
			final: true,
			event: 'ContentConsignment',
			at: '2020-08-26T08:00:36.000Z',
		});
		expect(receipts.map(({ delivery: each }) => (each as { state: string }).state)).toEqual([
			'sent',
			'unknown',
			'delivered',
		]);
	});

	it('does not take any other 404 for "not yet"', async () => {
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			fault: { kind: 'status', status: 404, body: '<h1>Not Found</h1>' },
		});
		const { error } = await run('getStatus', { code: '2020082610003492' });
		expect(error?.message).toBe('PEC Massiva answered: HTTP status 404 [item 0]');
	});

	it('refuses a code that would change the address', async () => {
		const { error } = await run('getStatus', { code: '../inbox' });
		expect(error?.message).toContain("The parameter 'Code' is not an ID");
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});

describe('PEC Massiva, message: deleteReceipts', () => {
	it('deletes all mails of a send from the inbox', async () => {
		const code = await correspondent.send('office@example.org');
		stage.sandbox.clock.advance({ minutes: 1 });

		const { items } = await run('deleteReceipts', { code });

		expect(items('PEC Massiva')).toEqual([
			{ json: { code, deleted: true }, pairedItem: { item: 0 } },
		]);
		expect(stage.sandbox.pecMassiva.mailbox.subjects().join()).not.toContain(code);
	});

	it('says so where there are none', async () => {
		const { error } = await run('deleteReceipts', { code: '2020082610003492' });
		expect(error?.message).toContain('Email not found');
		expect(error?.description).toContain('Receipts may be deleted');
	});

	it('does not try again when its answer is lost, and says so', async () => {
		const code = await correspondent.send('office@example.org');
		stage.sandbox.clock.advance({ minutes: 1 });
		stage.sandbox.faults.add({ provider: 'pecMassiva', fault: { kind: 'resetAfter' } });

		const { error } = await run(
			'deleteReceipts',
			{ code },
			{ retryOnFail: true, waitBetweenTries: 10 },
		);

		expect(error?.message).toMatch(/^May have been deleted: PEC Massiva did not answer/);
		expect(error?.description).toContain(`Code: ${code}`);
	});
});
