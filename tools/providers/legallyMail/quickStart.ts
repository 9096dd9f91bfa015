import type { QuickStart } from '../quickStart';
import { legallyMailAccount } from './node';

export const legallyMailQuickStart: QuickStart = {
	page: 'docs/es/legallymail.md',
	own: { Recipient: 'read@example.org' },
	account: ({ legallyMail }) => legallyMailAccount(legallyMail),
};
