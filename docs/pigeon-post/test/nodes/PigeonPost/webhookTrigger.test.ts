import type { Push } from '../../../sandbox/webhook';
import { chain } from '../../../tools/engine/chain';
import type { Listener } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import { pigeonPostWebhookTrigger } from '../../../tools/providers/pigeonPost/node';

const stage = setStage();

let line: Listener;
beforeEach(async () => {
	const { webhook, webhookSecret } = stage.sandbox.pigeonPost;
	line = await stage.engine.listen(chain(pigeonPostWebhookTrigger), {
		credentials: { pigeonPostWebhookApi: { signingSecrets: webhookSecret } },
	});
	webhook.endpoint = { url: line.url, secrets: [webhookSecret] };
});
afterEach(async () => await line.stop());

const landed: Push = {
	type: 'letter.landed',
	data: { id: 'p-7', loft: 'lyon', status: 'LANDED', at: '2026-03-05T10:22:49Z' },
};

describe('The webhook trigger of Pigeon Post', () => {
	it('starts once for an event, with the eventId that the polling trigger gives', async () => {
		await stage.sandbox.pigeonPost.webhook.push({ ...landed, times: 2 });
		expect(line.started.map(({ json }) => json)).toMatchObject([
			{
				eventId: 'pigeonPost:letter:p-7:LANDED',
				delivery: { state: 'delivered', at: '2026-03-05T10:22:49.000Z' },
			},
		]);
	});

	it.each<Partial<Push>>([{ signature: 'wrong' }, { signature: 'none' }, { secondsOff: -600 }])(
		'believes nobody else: %j',
		async (forged) => {
			const [{ status }] = await stage.sandbox.pigeonPost.webhook.push({ ...landed, ...forged });
			expect([status, line.started]).toEqual([401, []]);
		},
	);
});
