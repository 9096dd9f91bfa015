import type { PostageAppSwitches } from '../../../sandbox/postageApp/switches';
import { postageAppDialect } from '../../../sandbox/postageApp/webhook';
import { pushSchema } from '../../../sandbox/webhook';
import { Caller } from './caller';
import type { PushCheck } from '../pushCheck';
import { postageAppAccount } from './node';

const format =
	(webhookFormat: PostageAppSwitches['webhookFormat']): PushCheck['formats'][string] =>
	({ postageApp }) => {
		postageApp.switches.webhookFormat = webhookFormat;
	};

export const postageAppPushCheck: PushCheck = {
	// In the older formats the mail has to be searched for.
	formats: {
		'JSON 1.1': format('json-1.1'),
		'JSON 1.0': format('json-1.0'),
		'URL-encoded': format('form'),
	},
	trigger: {
		name: 'Trigger',
		type: 'n8n-nodes-certified-mail.postageAppWebhookTrigger',
		typeVersion: 1,
		webhookId: '0c1f6a52-7a4e-4a36-9f9d-6f0f5b8d2a11',
		parameters: { authentication: 'secret' },
		credentials: { postageAppWebhookApi: { id: '1', name: 'PostageApp Webhook account' } },
	},
	credentials: ({ postageApp }, secretValue) => ({
		postageAppApi: postageAppAccount(postageApp),
		postageAppWebhookApi: { scheme: 'header', headerName: 'X-Key', secretValue },
	}),
	send: async (sandbox, uid, recipient) => await new Caller(sandbox).send(uid, recipient),
	push: ({ postageApp }, { uid, recipient }, secret) => {
		const push = pushSchema.parse({ type: 'delivered', data: { recipient, message_uid: uid } });
		const dialect = postageAppDialect(() => postageApp.switches);
		const event = { ...push, at: new Date(), number: 1 };
		const { headers, body } = dialect.request(event, new Date(), []);
		return { headers: { ...headers, 'x-key': secret }, body };
	},
};
