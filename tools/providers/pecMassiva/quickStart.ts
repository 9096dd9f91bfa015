import type { QuickStart } from '../quickStart';
import { pecMassivaAccountWithKey } from './node';

export const pecMassivaQuickStart: QuickStart = {
	page: 'docs/it/pec-massiva.md',
	own: { Recipients: 'accept@example.org' },
	account: ({ pecMassiva }) => pecMassivaAccountWithKey(pecMassiva),
};
