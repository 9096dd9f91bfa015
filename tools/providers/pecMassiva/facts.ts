import { MEANINGS } from '../../../nodes/PecMassiva/delivery';
import { readRateLimit, sendRateLimit } from '../../../nodes/PecMassiva/policies';
import { magicNames } from '../../../sandbox/pecMassiva/magicNames';
import { addressed, cellsOf, type Facts } from '../facts';

export const pecMassivaFacts: Facts = {
	rateLimit: readRateLimit,
	// One send per second.
	hundredSends: '1 to 5 minutes',
	names: addressed(magicNames),
	statuses: Object.entries(MEANINGS).map(([type, meaning]) => ({
		title: type,
		in: ([, cell]) => cell === `\`${type}\``,
		from: 2,
		cells: [`\`${meaning.category}\``, ...cellsOf(meaning), meaning.event ?? '`null`'],
	})),
	limits: {},
	told: { Limits: [`${(sendRateLimit.minInterval ?? 0) / 1000} seconds between two`] },
};
