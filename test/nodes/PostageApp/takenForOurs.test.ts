import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';

const stage = setStage();

const accepted = () => stage.sandbox.journal.accepted();

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
			await run(['message', 'send'], mail('One', { additionalFields: { uid } }));
			lose('send_message', kind, 9);
			const { status, items } = await run(
				['message', 'send'],
				mail('Two', { additionalFields: { uid } }),
			);
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
		await run(['message', 'send'], mail('One', { additionalFields: { uid } }));
		lose('send_message', 'resetAfter', 9);
		const { status, items } = await run(
			['message', 'send'],
			mail('Two', {
				additionalFields: { uid },
				recipients: 'bob@example.org',
				options: { deduplicationKey: 'Z-1' },
			}),
		);
		expect(accepted()).toHaveLength(1);
		expect({ status, json: items('PostageApp')[0]?.json }).not.toMatchObject({
			status: 'success',
		});
	});

	it('is not called scheduled where no answer comes', async () => {
		const uid = 'taken-event';
		await run(
			['scheduledMessage', 'create'],
			mail('One', { additionalFields: { uid }, schedule: 'in 5 minutes' }),
		);
		// Or another worker scheduled it.
		await stage.restartN8n();
		lose('create_scheduled_event', 'resetBefore', 9);
		const { status, items } = await run(
			['scheduledMessage', 'create'],
			mail('Two', {
				additionalFields: { uid },
				schedule: 'every day at 1am',
				recipients: 'bob@example.org',
			}),
		);
		const [item] = items('PostageApp');
		expect({ status, duplicate: item?.json.duplicate }).not.toEqual({
			status: 'success',
			duplicate: false,
		});
	});
});
