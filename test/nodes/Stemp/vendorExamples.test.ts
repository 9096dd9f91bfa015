import type { IDataObject } from 'n8n-workflow';
import events from '../../fixtures/stemp/events.json';
import logs from '../../fixtures/stemp/logs.json';
import send from '../../fixtures/stemp/send.json';
import sendInlineImage from '../../fixtures/stemp/sendInlineImage.json';
import suppressions from '../../fixtures/stemp/suppressions.json';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { byId, stemp, stempAccountWithAccessToken } from '../../../tools/providers/stemp/node';

/** The requests and answers of stemp's page on its Email API, word for word. */

const stage = setStage();

/** Runs one operation; the provider answers as documented on the page. */
async function run(
	operation: [string, string],
	parameters: IDataObject,
	answers: unknown[] = [],
	input?: Parameters<typeof stage.engine.run>[1],
) {
	for (const body of answers) {
		stage.sandbox.faults.add({ provider: 'stemp', fault: { kind: 'status', status: 200, body } });
	}
	const result = await stage.engine.run(
		chain(start, stemp(operation, parameters as Parameters<typeof stemp>[1])),
		{ ...input, credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
	);
	expect(result.error).toBeUndefined();
	return result.items('stemp').map(({ json }) => json);
}

const requests = () =>
	stage.sandbox.journal
		.requests('stemp')
		.map(({ method, path, query, body }) => ({ method, path, query, body }));

const mail = ({ to, subject, htmlBody, category }: typeof send.request) => ({
	to: byId(to),
	subject,
	bodyFormat: 'html',
	body: htmlBody,
	category,
});

describe('The Email API of stemp', () => {
	it('sends an email', async () => {
		const [sent] = await run(['email', 'send'], mail(send.request), [send.response]);
		expect(requests()).toEqual([
			{ method: 'POST', path: '/api/v1/platform/emails', query: {}, body: send.request },
		]);
		expect(sent).toEqual({
			...send.response,
			to: 'usr_xyz789',
			subject: 'Your reward is ready!',
			category: 'transactional',
			delivery: {
				id: send.response.messageId,
				...{ state: 'sent', final: false, event: null, at: null },
			},
		});
	});

	it('sends an inline image', async () => {
		const [{ base64Content, contentType, filename }] = sendInlineImage.request.attachments;
		const image = await stage.engine.binary(Buffer.from(base64Content, 'base64'), {
			fileName: filename,
			mimeType: contentType,
		});
		await run(
			['email', 'send'],
			{
				...mail(sendInlineImage.request),
				attachments: { image: [{ binaryPropertyName: 'reward-image' }] },
			},
			[send.response],
			{ input: [{ json: {}, binary: { 'reward-image': image } }] },
		);
		expect(requests()[0].body).toEqual(sendInlineImage.request);
	});

	it('tells a user of the reward they earned, letter by letter', async () => {
		const reward = 'a free coffee';
		const htmlBody = (name: string) => `
        <h1>Congratulations! 🎉</h1>
        <p>You've completed your stamp card and earned: <strong>${name}</strong></p>
        <p>Show this email at the counter to redeem your reward.</p>
      `;
		await run(
			['email', 'send'],
			{
				to: byId('={{ $json.userId }}'),
				subject: '=You earned a reward: {{ $json.rewardName }}!',
				bodyFormat: 'html',
				body: `=${htmlBody('{{ $json.rewardName }}')}`,
				category: 'transactional',
			},
			[send.response],
			{ input: [{ json: { userId: 'usr_xyz789', rewardName: reward } }] },
		);
		expect(requests()[0].body).toEqual({
			to: 'usr_xyz789',
			subject: 'You earned a reward: a free coffee!',
			htmlBody: htmlBody(reward),
			category: 'transactional',
		});
	});

	it('lists the logs', async () => {
		const found = await run(['email', 'getMany'], { simplify: false }, [logs]);
		expect(requests()).toEqual([
			{
				method: 'GET',
				path: '/api/v1/platform/emails',
				query: { page: '0', size: '100' },
				body: undefined,
			},
		]);
		expect(found).toEqual([
			{
				...logs.content[0],
				delivery: {
					id: logs.content[0].messageId,
					state: 'delivered',
					final: true,
					event: null,
					at: '2026-01-15T10:30:05.000Z',
				},
			},
		]);
	});

	it('gives the event timeline', async () => {
		const found = await run(['email', 'getEvents'], { emailId: 'email_abc123' }, [events]);
		expect(requests()[0].path).toBe('/api/v1/platform/emails/email_abc123/events');
		expect(found).toEqual([
			{
				...events[0],
				delivery: {
					id: 'email_abc123',
					state: 'delivered',
					final: true,
					event: null,
					at: '2026-01-15T10:30:05.000Z',
				},
			},
			{
				...events[1],
				delivery: {
					id: 'email_abc123',
					state: 'opened',
					final: true,
					event: null,
					at: '2026-01-15T11:02:00.000Z',
				},
			},
			{
				...events[2],
				delivery: {
					id: 'email_abc123',
					state: 'opened',
					final: true,
					event: null,
					at: '2026-01-15T11:02:15.000Z',
				},
			},
		]);
	});

	it('leads from the id that the send gave to the timeline', async () => {
		const found = await run(['email', 'getEvents'], { emailId: send.response.messageId }, [
			logs,
			events,
		]);
		expect(requests().map(({ path }) => path)).toEqual([
			'/api/v1/platform/emails',
			'/api/v1/platform/emails/email_abc123/events',
		]);
		expect(found.map(({ eventType }) => eventType)).toEqual(['DELIVERY', 'OPEN', 'CLICK']);
	});

	it('lists suppressed addresses', async () => {
		const found = await run(['suppression', 'getMany'], {}, [suppressions]);
		expect(requests()[0]).toMatchObject({
			path: '/api/v1/platform/emails/suppressions',
			query: { page: '0', size: '100' },
		});
		expect(found).toEqual(suppressions.content);
	});
});
