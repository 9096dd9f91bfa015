import type { Provider } from '../provider';
import { legallyMailCredentials } from './credentials';
import { legallyMailFacts } from './facts';
import { legallyMail, legallyMailAccount } from './node';
import { legallyMailSending } from './sending';

export const legallyMailProvider: Provider = {
	name: 'legallyMail',
	title: 'LegallyMail',
	room: 'LegallyMail',
	page: 'legallymail',
	credential: 'legallyMailApi',
	account: (sandbox) => legallyMailAccount(sandbox.legallyMail),
	node: legallyMail,
	credentials: legallyMailCredentials,
	sending: legallyMailSending,
	facts: legallyMailFacts,
	unhurry: ({ legallyMail: { switches } }) => {
		switches.rateLimit = null;
	},
};
