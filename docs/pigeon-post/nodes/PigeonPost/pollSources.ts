import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { providerNow } from '../shared/clock';
import { filled, textOf } from '../shared/json';
import { numberIn } from '../shared/parameters/parameter';
import {
	withCreationTime,
	type IsTimeUp,
	type Snapshot,
	type Source,
	type Sources,
	type Unseen,
} from '../shared/polling';
import { cursorOf, lettersIn } from './api';
import { letterDelivery } from './delivery';
import { letterItem, readLetters } from './letters';

/** What the events of both triggers begin with. */
export const EVENTS_OF_LETTERS = 'pigeonPost:letter';

/** For how many days a letter is watched, unless the user wants otherwise. */
export const WATCHED_DAYS = 7;

const DAY = 24 * 60 * 60_000;

const unseen: Unseen = {
	what: 'Pigeon Post lists more letters than a poll has time to read: older ones are not watched',
	remedy: 'Watch for fewer days.',
};

/** The output for a letter whose status is another than before. */
export const statusChange = (letter: IDataObject, previousStatus?: string): IDataObject => ({
	...letterItem(letter).json,
	previousStatus,
});

const releasedAt = (letter?: IDataObject) => Date.parse(textOf(letter?.releasedAt));

/** All letters of the last days, with their statuses. */
function letterStatuses(context: IPollFunctions): Source {
	const days = numberIn(context, 'options.watchForDays', WATCHED_DAYS);
	return {
		name: EVENTS_OF_LETTERS,
		initialStates: ['RELEASED'],
		remedy: unseen.remedy,
		async fetchLatest(isTimeUp, { isExample }) {
			// For a test event the latest page is enough.
			const { letters, now, isComplete } = await latest(context, isExample ? 0 : days, isTimeUp);
			const snapshots = letters.map((letter): Snapshot => ({
				id: textOf(letter.id),
				states: [textOf(letter.status)].filter(Boolean),
				final: letterDelivery(letter.status).final || releasedAt(letter) <= now - days * DAY,
				at: textOf(letter.releasedAt),
				...withCreationTime(releasedAt(letter)),
				toItem: (_status, [previousStatus]) => ({ json: statusChange(letter, previousStatus) }),
			}));
			return { snapshots, ...(!isComplete && { unseen: { ...unseen, until: now } }) };
		},
	};
}

/** Reads the list, which has the newest first, so many days back by Pigeon Post's own clock. */
async function latest(context: IPollFunctions, days: number, isTimeUp: IsTimeUp) {
	const found = new Map<string, IDataObject>();
	let now: number | undefined;
	for (let cursor = ''; ;) {
		const { body, headers } = await readLetters(context, filled({ cursor }));
		now ??= providerNow(headers);
		const page = lettersIn(body);
		// One that slides onto the next page counts once.
		for (const letter of page) found.set(textOf(letter.id), letter);
		cursor = cursorOf(body);
		const isComplete = cursor === '' || releasedAt(page.at(-1)) < now - days * DAY;
		if (isComplete || isTimeUp()) return { letters: [...found.values()], now, isComplete };
	}
}

/** What each event of the trigger watches. */
export const pollSources: Sources = { letterStatusChanged: letterStatuses };
