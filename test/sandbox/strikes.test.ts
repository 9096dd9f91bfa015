import fc from 'fast-check';
import { Strikes, type Turn } from '../../sandbox/strikes';

describe('The strikes of a fault', () => {
	it('are as many as asked, in whichever order requests begin, are struck and end', () => {
		const step = fc.tuple(fc.constantFrom('next', 'strike', 'end'), fc.nat(9));
		fc.assert(
			fc.property(fc.nat(3), fc.nat(3), fc.array(step), (skip, times, steps) => {
				const strikes = new Strikes({ skip, times });
				const turns: Turn[] = [];
				let begun = 0;
				let struck = 0;
				const begin = () => {
					const turn = strikes.next();
					begun += 1;
					if (!turn) return;
					expect(begun).toBeGreaterThan(skip);
					turns.push(turn);
				};
				for (const [what, which] of steps) {
					const turn = turns.at(which % Math.max(1, turns.length));
					if (what === 'next') begin();
					else if (what === 'end') turn?.end();
					else if (turn?.strike()) struck += 1;
				}
				expect(struck).toBeLessThanOrEqual(times);
				// Whatever came before, the next requests get the rest.
				for (const turn of turns) turn.end();
				while (begun < skip) begin();
				for (let more = 0; more < times; more += 1) {
					if (strikes.next()?.strike()) struck += 1;
				}
				expect(struck).toBe(times);
				expect(strikes.count).toBe(times);
				expect(strikes.next()).toBeUndefined();
			}),
		);
	});
});
