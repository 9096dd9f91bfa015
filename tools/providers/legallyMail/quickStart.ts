import type { QuickStart } from '../quickStart';
import { legallyMailAccount } from './node';

export const legallyMailQuickStart: QuickStart = {
	page: 'docs/es/legallymail.md',
	own: { Recipients: 'read@example.org' },
	account: ({ legallyMail }) => legallyMailAccount(legallyMail),
};
