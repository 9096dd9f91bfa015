import type { PollEvents } from '../pollEvents';
import { release } from './caller';

export const pigeonPostPollEvents: PollEvents = {
	events: [
		{
			event: 'letterStatusChanged',
			title: 'Letter Status Changed',
			thing: (sandbox, marker) => ({
				name: marker,
				come: async () => await release(sandbox, { loft: marker }),
			}),
		},
	],
};
