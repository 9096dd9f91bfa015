import type { Measured } from '../../bench/measured';
import { messageToEachItem, pecMassiva, pecMassivaAccount, recipients } from './node';

const SENDS = 30;

const mails = (count: number, what: string) =>
	Array.from({ length: count }, (_, index) => ({
		from: 'office@example.org',
		subject: `Mail ${index} ${what}`,
	}));

export const measured: Measured = {
	account: (sandbox) => pecMassivaAccount(sandbox.pecMassiva),
	limited: {
		limit: '1 a second',
		sends: SENDS,
		minimum: SENDS - 1,
		input: () => recipients(SENDS),
		node: (credentials) => pecMassiva(['message', 'send'], messageToEachItem, { credentials }),
		alternative: {
			token: ({ pecMassiva: { token } }) => token,
			url: ({ pecMassiva: { url } }) => `${url}/send`,
			fields: ({ pecMassiva: { username, password } }) => ({
				...messageToEachItem,
				sender: username,
				username,
				password,
			}),
			batch: { batchSize: 1, batchInterval: 1000 },
		},
	},
	combined: 'PEC Massiva takes many recipients in one request, but they would see each other.',
	watched: [
		{
			event: 'New Message in the Inbox',
			hasList: true,
			parameters: () => ({ event: 'newMessage' }),
			fill: async ({ clock, pecMassiva: { mailbox } }, count) => {
				for (const mail of mails(count, 'in the inbox')) {
					// Real mails rarely arrive in the same second.
					clock.advance({ seconds: 10 });
					mailbox.receive(mail);
				}
			},
			change: { minutes: 1 },
			arrive: ({ pecMassiva: { mailbox } }, count) => mailbox.receive(...mails(count, 'new')),
		},
	],
};
