import { Caller } from './caller';
import type { PollingTrigger } from '../trigger';
import { postageApp } from './node';

export const trigger: PollingTrigger = {
	node: {
		name: 'PostageApp Trigger',
		type: 'n8n-nodes-certified-mail.postageAppTrigger',
		typeVersion: 1,
		parameters: { event: 'transmissionStatusChanged' },
		credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
	},
	change: async (sandbox, name) => await new Caller(sandbox).send(name, `ada+${name}@example.org`),
	sends: [
		postageApp(
			['message', 'send'],
			{
				recipients: 'click@example.org, bounce@example.org',
				from: 'shop@example.org',
				subject: 'Hello',
				textHtml: '<a href="https://example.org">Hello</a>',
			},
			{ name: 'Mail' },
		),
	],
	events: {
		clicked: { shows: 'click@example.org' },
		newSuppression: { shows: 'bounce@example.org' },
		opened: { shows: 'click@example.org' },
		transmissionStatusChanged: { shows: 'example.org' },
	},
};
