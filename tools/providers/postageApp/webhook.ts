import { mailTo, type Envelope } from './caller';
import { call, json } from '../client';
import { postageAppDialect } from '../../../sandbox/postageApp/webhook';
import type { Push, WebhookRequest } from '../../../sandbox/webhook';
import { webhookTrigger, type WebhookTrigger } from '../webhook';

const KEY = 'open sesame';

/** The fields of the credential. */
type Secrets = Record<'scheme' | 'username' | 'password' | 'headerName' | 'secretValue', string>;

const push: Push = {
	type: 'delivered',
	data: { recipient: 'ada@example.org', message_uid: 'made-up' },
};

const withKey = ({ headers, body }: WebhookRequest): WebhookRequest => ({
	headers: { ...headers, 'x-key': KEY },
	body,
});

export const postageAppWebhook: WebhookTrigger = {
	node: webhookTrigger('postageApp', ['postageAppApi', 'postageAppWebhookApi']),
	pusher: ({ postageApp }) => [postageApp.webhook, ['a secret']],
	// There are no signatures to verify, but whether such a mail exists can be checked.
	forged: ({ data, ...event }) => ({ ...event, data: { ...data, message_uid: 'made-up' } }),
	checking: {
		all: { authentication: 'secret' },
		secret: { authentication: 'secret', checkWithPostageApp: false },
		nothing: { authentication: 'none', checkWithPostageApp: false },
	},
	verified: {
		is: 'through the API: that the mail exists, and its state; a header or basic authentication, if you set it up',
		not: 'the signature: PostageApp does not document how it is created',
	},
	event: 'delivered',
	headers: ['x-key'],
	dialect: ({ postageApp }) => {
		const dialect = postageAppDialect(() => postageApp.switches);
		return { ...dialect, request: (...args) => withKey(dialect.request(...args)) };
	},
	shown: (fields): Record<string, string> => {
		const { scheme, username, password, headerName, secretValue } = fields as Secrets;
		if (scheme === 'header') return { [headerName.toLowerCase()]: secretValue };
		return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
	},
	tries: { forged: 2_000, genuine: 100 },
	refuses: [
		{
			title: 'a mail that is not there',
			push,
			reason: 'it is about a mail that PostageApp does not have',
		},
		{
			title: 'no recipient',
			push: { type: 'delivered' },
			reason: 'its body is no event about a recipient',
		},
		{
			title: 'without the secret',
			push,
			parameters: { authentication: 'secret' },
			reason: 'it does not show the secret of the credential',
		},
		{
			title: 'when it can not be asked',
			push,
			fault: { kind: 'status', status: 500 },
			reason: 'it could not be checked, for PostageApp could not be asked',
		},
	],
	retries: [],
	happening: async ({ postageAppApi: { baseUrl, projectApiKey } }, name) => {
		const recipient = `ada+${name}@example.org`;
		const body = { api_key: projectApiKey, uid: name, arguments: mailTo([recipient]) };
		json<Envelope>(await call(`${baseUrl as string}/v.1.1/send_message`, { body }));
		return { type: 'delivered', data: { recipient, message_uid: name } };
	},
};
