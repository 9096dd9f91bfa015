import type { Provider } from '../provider';
import { legallyMail, legallyMailAccount } from './node';

export const legallyMailProvider: Provider = {
	name: 'legallyMail',
	title: 'LegallyMail',
	room: 'LegallyMail',
	page: 'legallymail',
	credential: 'legallyMailApi',
	account: (sandbox) => legallyMailAccount(sandbox.legallyMail),
	node: legallyMail,
};
