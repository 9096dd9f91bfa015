import { addresses } from '../../bench/fill';
import type { Measured } from '../../bench/measured';
import { release } from './caller';

export const measured: Measured = {
	combined: 'Pigeon Post takes one letter in a request.',
	watched: [
		{
			event: 'Letter Status Changed',
			hasList: true,
			parameters: () => ({ event: 'letterStatusChanged' }),
			fill: async (sandbox, count, changing) => {
				for (const [name] of addresses(count, changing, ['desert', 'slow']).map((each) =>
					each.split('@'),
				)) {
					await release(sandbox, { loft: name.replace('+', '-') });
				}
			},
			change: { days: 1 },
		},
	],
};
