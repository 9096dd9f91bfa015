import type { QuickStart } from '../quickStart';
import { stampeeAccount } from './node';

export const stampeeQuickStart: QuickStart = {
	page: 'docs/fr/stampee.md',
	own: { Email: 'open@example.org', 'First Name': 'Claire', 'Last Name': 'Martin' },
	account: ({ stampee }) => stampeeAccount(stampee),
};
