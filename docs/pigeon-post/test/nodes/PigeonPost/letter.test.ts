import type { INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { pigeonPost, pigeonPostAccount } from '../../../tools/providers/pigeonPost/node';

const stage = setStage();

/** Runs one operation, each time in the same workflow. */
async function run(operation: string, parameters: INodeParameters, onError?: string) {
	const { engine, sandbox } = stage;
	const pdf = { fileName: 'lease.pdf', mimeType: 'application/pdf' };
	const item = { json: {}, binary: { data: await engine.binary(Buffer.from('%PDF-1.7'), pdf) } };
	const node = pigeonPost(['letter', operation], parameters, {
		id: 'node',
		...(onError && { onError }),
	});
	return await engine.run(chain(start, node), {
		input: [item],
		credentials: { pigeonPostApi: pigeonPostAccount(sandbox.pigeonPost) },
	});
}

const letter = { loft: 'lyon', text: 'The lease ends on 31 March.', reference: 'NOTICE-1' };

const accepted = () => stage.sandbox.journal.accepted('pigeonPost');

describe('The letters of Pigeon Post', () => {
	it('sends a letter with its enclosure, and gets its receipt later', async () => {
		const sent = await run('send', { ...letter, attachments: 'data' });
		const [{ json }] = sent.items('Pigeon Post');
		expect(json).toMatchObject({ delivery: { state: 'sent', final: false }, duplicate: false });
		expect(accepted()).toMatchObject([{ id: json.id, recipient: 'lyon', reference: 'NOTICE-1' }]);
		const [{ files, headers }] = stage.sandbox.journal
			.requests('pigeonPost')
			.filter(({ method }) => method === 'POST');
		expect(files).toMatchObject([
			{ field: 'enclosures', name: 'lease.pdf', type: 'application/pdf' },
		]);
		expect(headers['idempotency-key']).toMatch(/^[0-9a-f]{40}$/);

		const early = await run('getReceipt', { letterId: json.id as string });
		expect(early.error?.message).toContain('has no receipt');
		stage.sandbox.clock.advance({ minutes: 2 });
		const got = await run('getReceipt', { letterId: json.id as string });
		const [{ json: receipt, binary }] = got.items('Pigeon Post');
		expect(receipt).toMatchObject({
			mimeType: 'application/pdf',
			delivery: { state: 'delivered' },
		});
		expect(binary?.data.fileName).toBe(`pigeon-post-${accepted()[0].id}.pdf`);
	});

	it('says what Pigeon Post refused, and what to do', async () => {
		const { error } = await run('send', { ...letter, loft: 'nowhere' });
		expect(error?.message).toContain('Pigeon Post answered: No such loft');
		expect(error?.description).toContain("Check the parameter 'Loft'");
		expect(accepted()).toEqual([]);
	});

	it('releases one pigeon for a letter whose answer was lost', async () => {
		const on = 'POST /letters';
		stage.sandbox.faults.add({ provider: 'pigeonPost', on, fault: { kind: 'resetAfter' } });
		const { items } = await run('send', letter);
		expect(items('Pigeon Post')).toMatchObject([{ json: { duplicate: true } }]);
		expect(accepted()).toHaveLength(1);
	});

	it('finds a letter by its key where no answer comes at all', async () => {
		const on = 'POST /letters';
		stage.sandbox.faults.add({
			provider: 'pigeonPost',
			on,
			times: 9,
			fault: { kind: 'resetAfter' },
		});
		const { items } = await run('send', { ...letter, attachments: 'data' });
		expect(items('Pigeon Post')).toMatchObject([{ json: { id: accepted()[0].id } }]);
		expect(accepted()).toHaveLength(1);
	});

	it('sends a letter once for each key of the user, also in another execution', async () => {
		const keyed = { ...letter, options: { deduplicationKey: 'INV-7' } };
		const [first, second] = [await run('send', keyed), await run('send', keyed)];
		expect(first.items('Pigeon Post')).toMatchObject([{ json: { alreadySent: false } }]);
		expect(second.items('Pigeon Post')).toMatchObject([{ json: { alreadySent: true } }]);
		const { error } = await run('send', { ...keyed, text: 'Another text.' });
		expect(error?.description).toContain('This one differs from it');
		expect(accepted()).toHaveLength(1);
	});

	it('sends nothing if the loft is missing', async () => {
		const { error } = await run('send', { ...letter, loft: '={{ $json.loft }}' });
		expect(error?.message).toContain("The parameter 'Loft' is empty");
		expect(stage.sandbox.journal.requests('pigeonPost')).toEqual([]);
	});
});
