import type { IDataObject } from 'n8n-workflow';
import type { Push } from '../../../../sandbox/webhook';
import { leaksIn, textsIn } from '../../../faults/secrets';
import { logged, readLogs } from '../../../faults/log';
import { setStage } from '../../../../tools/engine/stage';
import { connect, hangUp, webhookTriggers } from '../../../../tools/providers/webhookTriggers';

const stage = setStage();
beforeAll(readLogs);
afterEach(hangUp);

const triggers = Object.entries(webhookTriggers);

/** What a webhook receives, from the provider and from others. */
const pushesOf = (type: string): Push[] => [
	{ type },
	{ type, times: 2 },
	{ type, signature: 'wrong' },
	{ type, signature: 'none' },
	{ type, secondsOff: -7 * 24 * 60 * 60 },
	{ type, bytes: 2 * 1024 * 1024 },
	{ type: 'of no kind that is known' },
];

/** All secrets in the credentials of a trigger; one field may contain several. */
const secretsIn = (credentials: object) =>
	Object.values(credentials)
		.flatMap((fields) => Object.entries(fields as Record<string, string>))
		.filter(([name]) => /secret|key|password|token/i.test(name))
		.flatMap(([, value]) => value.split(' '))
		.filter((value) => value.length > 5);

/** n8n's answers to everything that was pushed meanwhile. */
async function answersTo(work: () => Promise<unknown>): Promise<string[]> {
	const answers: string[] = [];
	const real = globalThis.fetch;
	const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
		const answer = await real(...request);
		answers.push(`${JSON.stringify([...answer.headers])} ${await answer.clone().text()}`);
		return answer;
	});
	await work();
	spy.mockRestore();
	return answers;
}

it.each(triggers)(
	'the webhook trigger of %s tells no secret, whatever comes to it',
	async (provider, { credentials: ofSandbox, checking, event }) => {
		const credentials = ofSandbox(stage.sandbox);
		const secrets = secretsIn(credentials);
		expect(secrets.length).toBeGreaterThan(0);
		const staticData: IDataObject = {};
		const { value, log } = await logged(async () => {
			const line = await connect(stage, provider, checking.all, { staticData });
			const answers = await answersTo(async () => await line.webhook.push(...pushesOf(event)));
			return { answers, started: line.started, failures: line.failures };
		});
		expect(value.answers.length).toBeGreaterThan(6);
		expect(leaksIn(textsIn([value, log, staticData]), secrets)).toEqual([]);
	},
);

it.each(triggers)(
	'the webhook trigger of %s tells no secret of a credential that it can not use',
	async (provider, { credentials: ofSandbox, checking, event }) => {
		const credentials = ofSandbox(stage.sandbox);
		const name = Object.keys(credentials).find((type) => type.endsWith('WebhookApi'))!;
		const broken = 'not-a-secret-that-could-be-used';
		const unusable = {
			signingSecrets: broken,
			scheme: 'header',
			headerName: '',
			secretValue: broken,
		};
		const line = await connect(stage, provider, checking.all, {
			credentials: { ...credentials, [name]: unusable },
		});
		const answers = await answersTo(async () => await line.webhook.push({ type: event }));
		const left = [answers, line.started, line.failures];
		expect(leaksIn(textsIn(left), [...secretsIn(credentials), broken])).toEqual([]);
		expect(line.started).toEqual([]);
	},
);
