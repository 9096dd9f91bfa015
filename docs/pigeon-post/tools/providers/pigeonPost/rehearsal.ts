import { positions, times, type Rehearsal } from '../rehearsal';
import { release } from './caller';
import { pigeonPostAccount } from './node';

export const pigeonPostRehearsal: Rehearsal = {
	async use(sandbox) {
		await times(5, async (index) => await release(sandbox, { loft: `loft-${index}` }));
		return {};
	},
	async acquaint(sandbox, { name }) {
		await release(sandbox, { loft: name });
		return {};
	},
	credential: ({ pigeonPost }) => pigeonPostAccount(pigeonPost),
	recipient: () => 'home',
	positions: {
		unknownPath: positions({ status: 418, body: { error: { code: 'teapot', text: 'No' } } }),
		mostOnPage: positions(2, 3),
	},
};
