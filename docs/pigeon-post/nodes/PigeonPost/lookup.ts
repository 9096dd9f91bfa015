import { filled, isSameJson, objectsIn, textOf } from '../shared/json';
import type { Lookup } from '../shared/policy';
import { lettersIn } from './api';
import { readLetters } from './letters';
import { sentItem, type Letter } from './resources/letter/letter';

/** Milliseconds before each look: a letter may show a little later than it was released. */
const PAUSES = [0, 1_000, 2_000];

/**
 * The list finds a letter by its idempotency key (its API page, Lists). The key says nothing of the content, so that
 * is compared: the same key may have been used for another letter, whose refusal was lost as well.
 */
export const letterLookup: Lookup<Letter> = {
	hasOwnProof: true,
	pauses: () => PAUSES,
	async search({ key, fields, enclosures }) {
		const { body } = await readLetters(this, { key });
		return lettersIn(body).map((letter) => ({
			id: textOf(letter.id),
			status: textOf(letter.status),
			outputs: [sentItem(letter, false)],
			isProven:
				isSameJson(
					fields,
					filled({ loft: letter.loft, text: letter.text, reference: letter.reference }),
				) &&
				isSameJson(
					enclosures.map(({ sha256 }) => sha256),
					objectsIn(letter.enclosures).map(({ sha256 }) => sha256),
				),
		}));
	},
};
