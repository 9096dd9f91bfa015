import { Correspondent } from './caller';
import type { PollEvents } from '../pollEvents';

export const pecMassivaPollEvents: PollEvents = {
	events: [
		{
			event: 'newMessage',
			title: 'New Message',
			thing: ({ pecMassiva }, marker) => ({
				name: marker,
				come: () => pecMassiva.mailbox.receive({ from: 'jane@example.org', subject: marker }),
			}),
		},
		{
			event: 'sendOutcome',
			title: 'Send Outcome',
			parameters: { outcomes: ['delivered'] },
			thing: (sandbox, marker) => ({
				name: marker,
				come: async () => await new Correspondent(sandbox).send('accept@example.org', marker),
			}),
		},
	],
};
