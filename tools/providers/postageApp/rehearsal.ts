import { OWN_ADDRESS, positions, times, type Rehearsal } from '../rehearsal';
import { Caller } from './caller';
import { postageAppAccount } from './node';

export const postageAppRehearsal: Rehearsal = {
	async use(sandbox) {
		const caller = new Caller(sandbox);
		await times(30, async (index) => await caller.send(`order-${index}`, 'open@example.org'));
		await caller.send('order-lost', 'bounce@example.org');
		await caller.envelope('create_scheduled_event', {
			uid: 'digest',
			schedule: 'every day at 1am',
			metadata: { arguments: { recipients: 'a@example.org' } },
		});
		sandbox.clock.advance({ minutes: 30 });
		return {};
	},
	async acquaint(sandbox, { name, address }) {
		const caller = new Caller(sandbox);
		await caller.send(`order-${name}`, address);
		await caller.send(`lost-${name}`, `bounce+${address}`);
		sandbox.clock.advance({ minutes: 5 });
		return {};
	},
	credential: ({ postageApp }) => postageAppAccount(postageApp),
	recipient: () => OWN_ADDRESS,
	positions: {
		largestPage: positions(10, 25),
		retentionDays: positions(28, 14, 21),
		listDelay: positions(0),
	},
};
