import type { INodeParameters } from 'n8n-workflow';
import { defaultSwitches } from '../../../sandbox/postageApp/switches';
import type { Fault } from '../../../sandbox/faults';
import { postageAppDialect } from '../../../sandbox/postageApp/webhook';
import { pushSchema, type Push } from '../../../sandbox/webhook';
import { chain, start } from '../../../tools/engine/chain';
import type { ListenOptions } from '../../../tools/engine/engine';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';
import { connect as connectAny, hangUp } from '../../../tools/providers/webhookTriggers';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.postageApp.switches.webhookFormat = defaultSwitches().webhookFormat;
});
afterEach(hangUp);

const connect = async (parameters?: INodeParameters, options?: Partial<ListenOptions>) =>
	await connectAny(stage, 'postageApp', parameters, options);

let mails = 0;

/** Sends a mail and lets time pass until its outcome is known. */
async function mailTo(recipient: string): Promise<{ uid: string; recipient: string }> {
	const uid = `order-${++mails}`;
	const parameters = {
		recipients: recipient,
		from: 'shop@example.org',
		subject: 'Your receipt',
		textPlain: 'Thank you',
		additionalFields: { uid },
	};
	const { error } = await stage.engine.run(
		chain(start, postageApp(['message', 'send'], parameters)),
		{ credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) } },
	);
	if (error) throw new Error(error.message);
	return { uid, recipient };
}

const about = (type: string, { uid, recipient }: { uid: string; recipient: string }): Push => ({
	type,
	data: { recipient, message_uid: uid, smtp_code: 'SMTP_250' },
});

const questions = () => stage.sandbox.journal.requests('postageApp');

it.each([
	['delivered', 'ada', { eventMark: 'completed', status: 'completed', state: 'delivered' }],
	['failed', 'bounce', { eventMark: 'failed', status: 'failed', state: 'failed' }],
	['bounced', 'bounce', { eventMark: 'bounced', status: 'failed', state: 'failed' }],
	['opened', 'open', { eventMark: 'opened', status: 'completed', state: 'opened' }],
	['clicked', 'click', { eventMark: 'clicked', status: 'completed', state: 'opened' }],
	['spammed', 'ada', { eventMark: 'spammed', status: 'completed', state: 'complained' }],
	['unsubscribed', 'ada', { eventMark: 'unsubscribed', status: 'completed', state: 'delivered' }],
])('passes on %s with what PostageApp itself says of the mail', async (type, name, told) => {
	const mail = await mailTo(`${name}+hook${++mails}@example.org`);
	stage.sandbox.clock.advance({ hours: 1 });
	const { webhook, started } = await connect();
	expect(await webhook.push(about(type, mail))).toMatchObject([{ status: 200 }]);

	expect(started[0].json).toMatchObject({
		eventId: `postageApp:transmission:${mail.uid}:${mail.recipient}:${told.eventMark}`,
		event: type,
		...mail,
		status: told.status,
		delivery: { state: told.state, final: true },
		webhook: { event: type, recipient: mail.recipient },
	});
	expect(JSON.stringify(started)).not.toMatch(/"(token|signature)"/);
});

it.each(['json-1.0', 'form'] as const)(
	'finds the mail of an event in the format %s',
	async (format) => {
		stage.sandbox.postageApp.switches.webhookFormat = format;
		const mail = await mailTo(`ada+${format}@example.org`);
		stage.sandbox.clock.advance({ hours: 1 });
		const { webhook, started } = await connect();
		await webhook.push(about('delivered', mail), about('delivered', mail));

		expect(started).toHaveLength(1);
		expect(started[0].json).toMatchObject({
			eventId: `postageApp:transmission:${mail.uid}:${mail.recipient}:completed`,
			...mail,
			delivery: { state: 'delivered' },
		});
	},
);

describe('An event that is not true', () => {
	it.each([
		['a message that is not there', { uid: 'made-up', recipient: 'ada@example.org' }],
		['a recipient who got no mail', { uid: 'order-1', recipient: 'stranger@example.org' }],
	])('is refused: %s', async (_, mail) => {
		const { webhook, started } = await connect();

		expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 401 }]);
		expect(started).toEqual([]);
	});

	it('is put off while PostageApp says something else, and taken once it agrees', async () => {
		const mail = await mailTo(`ada+early@example.org`);
		const { webhook, started } = await connect();
		expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 503 }]);
		expect(await webhook.push(about('opened', mail))).toMatchObject([{ status: 503 }]);

		stage.sandbox.clock.advance({ hours: 1 });
		expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 200 }]);
		expect(started).toHaveLength(1);
	});

	it('is put off when PostageApp can not be asked', async () => {
		const mail = await mailTo(`ada+away@example.org`);
		stage.sandbox.clock.advance({ hours: 1 });
		stage.sandbox.faults.add({ provider: 'postageApp', fault: { kind: 'status', status: 500 } });
		const { webhook, started, failures } = await connect();

		expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 503 }]);
		expect([started, failures]).toEqual([[], []]);
	});
});

it('takes the true events among many that somebody made up, and none of those', async () => {
	const { started, url } = await connect();
	const mails = await Promise.all([1, 2, 3].map((each) => mailTo(`ada+true${each}@example.org`)));
	stage.sandbox.clock.advance({ hours: 1 });
	const dialect = postageAppDialect(() => stage.sandbox.postageApp.switches);
	const post = async (push: Push) => {
		const event = { ...pushSchema.parse(push), at: new Date(), number: 0 };
		return (await fetch(url, { method: 'POST', ...dialect.request(event, new Date(), []) })).status;
	};
	const madeUp = Array.from({ length: 150 }, (_, index) =>
		about(['delivered', 'opened', 'spammed'][index % 3], {
			uid: index % 2 ? `order-${100 + index}` : mails[0].uid,
			recipient: `stranger-${index}@example.org`,
		}),
	);
	const genuine = mails.map((mail) => about('delivered', mail));
	const statuses = await Promise.all([...madeUp, ...genuine].map(post));

	expect(new Set(statuses.slice(0, madeUp.length))).toEqual(new Set([401]));
	expect(statuses.slice(madeUp.length)).toEqual([200, 200, 200]);
	expect(started).toHaveLength(3);
});

it('asks nothing for events that are not wanted, or were taken before', async () => {
	const mail = await mailTo(`ada+once@example.org`);
	stage.sandbox.clock.advance({ hours: 1 });
	const { webhook, started } = await connect({ events: ['delivered'] });
	stage.sandbox.journal.clear();
	await webhook.push(
		about('delivered', mail),
		about('delivered', mail),
		about('unsubscribed', mail),
	);

	expect(started).toHaveLength(1);
	expect(questions()).toHaveLength(1);
});

it('passes on what comes, and asks nothing, if it is told to believe it', async () => {
	const { webhook, started } = await connect({ checkWithPostageApp: false });
	stage.sandbox.journal.clear();
	await webhook.push(about('delivered', { uid: 'order-x', recipient: 'x@example.org' }));
	stage.sandbox.postageApp.switches.webhookFormat = 'json-1.0';
	await webhook.push(about('opened', { uid: '', recipient: 'x@example.org' }));

	expect(questions()).toEqual([]);
	expect(started.map(({ json }) => json)).toMatchObject([
		{
			eventId: 'postageApp:transmission:order-x:x@example.org:completed',
			status: 'completed',
			delivery: { state: 'delivered' },
		},
		{
			eventId: expect.stringMatching(/^postageApp:event:/) as string,
			delivery: { state: 'opened', at: expect.stringMatching(/Z$/) as string },
		},
	]);
});

describe('With authentication', () => {
	const basic = { scheme: 'basic', username: 'hook', password: 'pass:word' };
	const header = { scheme: 'header', headerName: 'X-Key', secretValue: 'open sesame' };
	const right = { authorization: `Basic ${Buffer.from('hook:pass:word').toString('base64')}` };

	it.each([
		['basic', basic, right, 200],
		['basic', basic, {}, 401],
		['basic', basic, { authorization: 'Basic aG9vazo=' }, 401],
		['header', header, { 'x-key': 'open sesame' }, 200],
		['header', header, { 'x-key': 'open sesam' }, 401],
		['header', header, right, 401],
	])('by %s %j answers %j with %d', async (_, secret, headers, status) => {
		const credentials = { postageAppWebhookApi: secret };
		const parameters = { authentication: 'secret', checkWithPostageApp: false };
		const { url, started } = await connect(parameters, { credentials });
		const body = JSON.stringify({ event: 'delivered', recipient: 'x@example.org' });
		const answer = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(headers as Record<string, string>) },
			body,
		});

		expect(answer.status).toBe(status);
		expect(started).toHaveLength(status === 200 ? 1 : 0);
	});
});

it.each([
	['text that is no event', 'text/plain', 'hello'],
	['a list', 'application/json', '[1]'],
	['an event about nobody', 'application/json', '{"event":"delivered"}'],
	['a form of other things', 'application/x-www-form-urlencoded', 'a=1&a=2'],
	['a form with files', 'multipart/form-data; boundary=x', '--x--'],
])('refuses %s', async (_, type, body) => {
	const { url, started, failures } = await connect();
	const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body });

	expect([answer.status, await answer.text()]).toEqual([401, '']);
	expect([started, failures]).toEqual([[], []]);
});

it('takes 5 MB if they are true, and refuses them if they are not', async () => {
	const mail = await mailTo('ada+large@example.org');
	const stranger = { ...mail, recipient: 'stranger@example.org' };
	stage.sandbox.clock.advance({ hours: 1 });
	const { webhook, started } = await connect();
	const bytes = 5_000_000;

	expect(await webhook.push({ ...about('delivered', mail), bytes })).toMatchObject([
		{ status: 200 },
	]);
	expect(await webhook.push({ ...about('delivered', stranger), bytes })).toMatchObject([
		{ status: 401 },
	]);
	expect(started).toHaveLength(1);
});

it.each<[how: string, fault: Fault]>([
	['does not answer', { kind: 'silence', accept: false }],
	['has not answered in full', { kind: 'trickle', seconds: 600 }],
])('is put off after ten seconds in which PostageApp %s', async (_, fault) => {
	const mail = await mailTo(`ada+slow${++mails}@example.org`);
	stage.sandbox.clock.advance({ hours: 1 });
	stage.sandbox.faults.add({ provider: 'postageApp', times: 9, fault });
	const { webhook, started } = await connect();

	const began = Date.now();
	expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 503 }]);
	expect(Date.now() - began).toBeLessThan(15_000);
	expect(started).toEqual([]);
});

it.each([
	['ahead', 3600],
	['back', -3600],
])(
	'has its ten seconds for the question, though the clock of n8n is set an hour %s meanwhile',
	async (_, seconds) => {
		// In this format the event does not contain its message, so the lookup takes two requests.
		stage.sandbox.postageApp.switches.webhookFormat = 'json-1.0';
		const mail = await mailTo(`ada+step${++mails}@example.org`);
		stage.sandbox.clock.advance({ hours: 1 });
		const { webhook, started } = await connect();
		stage.sandbox.latency(2000);
		setTimeout(() => {
			stage.time.jump(seconds * 1000);
			stage.sandbox.clock.advance({ seconds: -seconds });
		}, 1000);
		expect(await webhook.push(about('delivered', mail))).toMatchObject([{ status: 200 }]);
		expect(started).toHaveLength(1);
	},
);
