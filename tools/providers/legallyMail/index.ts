import type { Provider } from '../provider';
import { legallyMailCredentials } from './credentials';
import { legallyMailFacts } from './facts';
import { legallyMailFields } from './fields';
import { legallyMailHostile } from './hostile';
import { legallyMail, legallyMailAccount } from './node';
import { legallyMailSending } from './sending';
import { legallyMailTables } from './tables';

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
	fields: legallyMailFields,
	hostile: legallyMailHostile,
	unhurry: ({ legallyMail: { switches } }) => {
		switches.rateLimit = null;
	},
	tables: legallyMailTables,
};
