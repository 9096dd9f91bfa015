import type { PollingTrigger } from '../trigger';
import { release } from './caller';
import { pigeonPost, pigeonPostTrigger } from './node';

export const trigger: PollingTrigger = {
	node: pigeonPostTrigger(),
	change: async (sandbox, name) => await release(sandbox, { loft: name }),
	sends: [pigeonPost(['letter', 'send'], { loft: 'lyon', text: 'Hello' })],
	events: { letterStatusChanged: { shows: 'LANDED' } },
};
