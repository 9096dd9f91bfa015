import type { PollingTrigger } from '../trigger';
import { pecMassiva, pecMassivaTrigger } from './node';

export const trigger: PollingTrigger = {
	node: pecMassivaTrigger({ event: 'newMessage' }),
	change: async ({ pecMassiva }, name) =>
		pecMassiva.mailbox.receive({ from: 'jane@example.org', subject: name }),
	sends: [
		pecMassiva(
			['message', 'send'],
			{ recipient: 'office@example.org', subject: 'Avviso', body: 'Buongiorno' },
			{ name: 'PEC' },
		),
	],
	events: {
		newMessage: { shows: 'Avviso' },
		sendOutcome: { shows: 'delivered' },
	},
};
