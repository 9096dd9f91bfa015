import type { CustomerFact } from '../customerFacts';

export const postageAppCustomerFacts: CustomerFact[] = [
	{
		says: 'Mail to null.postageapp.com is harmless',
		source: "Tests of PostageApp's clients postageapp-net, -go and -nodejs",
		read: '2026-11-29',
		told: {
			postageapp: 'anything@null.postageapp.com',
		},
	},
	{
		says: "A mailbox's postback is a form with `inbound_email[message]`; its header X-PostageApp-Signature is Base64 of an HMAC-SHA1, as coded with the message as key",
		source: 'postageapp-ruby, app/ingresses',
		read: '2026-11-29',
		told: {
			postageapp: '`inbound_email[message]`',
		},
	},
	{
		says: "The event unsubscribed comes only through PostageApp's opt-out portal, spammed only for domains with a feedback loop",
		source: '[PostageApp: webhooks](https://dev.postageapp.com/features/webhooks)',
		read: '2026-11-29',
		told: {
			postageapp: 'own opt-out portal',
		},
	},
	{
		says: 'Messages are kept for 14 to 28 days, by plan',
		source: 'PostageApp: get_messages (dev.postageapp.com/api)',
		read: '2026-11-29',
		told: {
			postageapp: '14 to 28 days',
		},
	},
	{
		says: "The project's key sends; projects and mailboxes take the account's",
		source: '[PostageApp: API](https://dev.postageapp.com/api)',
		read: '2026-11-29',
		told: {
			postageapp: 'projects and mailboxes take the account',
		},
	},
];
