import { OWN_ADDRESS, positions, times, type Rehearsal } from '../rehearsal';
import { Correspondent } from './caller';
import { pecMassivaAccountWithKey } from './node';

let accounts = 0;

export const pecMassivaRehearsal: Rehearsal = {
	async use(sandbox) {
		const code = await new Correspondent(sandbox).send('accept@example.org', 'Perché no');
		// Together with the receipts they fill two pages, and start a third one.
		await times(49, (index) => {
			sandbox.clock.advance({ minutes: 1 });
			sandbox.pecMassiva.mailbox.receive({ from: 'a@example.org', subject: `Mail ${index}` });
			return Promise.resolve();
		});
		sandbox.clock.advance({ minutes: 1 });
		return { code };
	},
	async acquaint(sandbox, { name, address, subject }) {
		sandbox.pecMassiva.mailbox.receive({ from: address, subject, text: name });
		const code = await new Correspondent(sandbox).send(address, subject);
		sandbox.clock.advance({ minutes: 5 });
		return { code };
	},
	// An account gets a token only once; a different suffix after the + makes it another account.
	credential: ({ pecMassiva }) => ({
		...pecMassivaAccountWithKey(pecMassiva),
		email: `account+${++accounts}@example.org`,
	}),
	recipient: () => OWN_ADDRESS,
	positions: {
		unknownPath: positions({ status: 418, body: { success: false, message: 'Teapot' } }),
		pageSize: positions(25, 20),
		quota: positions({ usage: 5, limit: 1024 }),
		orderInPage: [
			{ position: 'likeInbox' },
			{ position: 'newestFirst', beside: { inboxOrder: 'oldestFirst' } },
			{ position: 'oldestFirst' },
			{ position: 'none' },
		],
	},
};
