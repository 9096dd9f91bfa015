import type { CustomerFact } from '../customerFacts';

export const stempCustomerFacts: CustomerFact[] = [
	{
		says: 'An app needs an install URL; it is created, gets OAuth settings and a version, is reviewed and published',
		source: '[stemp: app lifecycle](https://developer.stemp.app/docs/app-lifecycle)',
		read: '2026-11-29',
		told: {
			stemp: 'reviewed and published by stemp',
		},
	},
	{
		says: 'The exchange that gives the first token is not documented',
		source: 'stemp: OAuth 2 flow (developer.stemp.app/docs)',
		read: '2026-11-29',
		told: {
			stemp: 'ask stemp for it',
		},
	},
	{
		says: 'The vendor\'s attachments are "Inline Attachments"; that each must be used in the HTML is our rule',
		source: '[stemp: Email API](https://developer.stemp.app/docs)',
		read: '2026-11-29',
		told: {
			stemp: "this is our rule, not stemp's",
		},
	},
	{
		says: 'API keys and user sessions are refused by the Email API',
		source: 'stemp: authentication (developer.stemp.app/docs)',
		read: '2026-11-29',
		told: {
			stemp: 'and user sessions are refused',
		},
	},
];
