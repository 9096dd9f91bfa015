import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';

import { isoTime } from '../shared/delivery';
import { type IsTimeUp, type Snapshot, type Source } from '../shared/polling';
import { readNewestFirst, type Search } from './inbox';
import { InboxReading, timeOf, topOf, type WatchedMail } from './inboxReading';
import { PAGE_SIZE, type WalkResult } from './inboxWalk';
import { atFraction, KnownInbox, MIN_PAGES, type InboxCursor } from './knownInbox';

/** What a trigger watches in the inbox. */
export interface InboxFilter {
	/** The prefix of each eventId. */
	name: string;
	/** Search criteria of the API. */
	q: string;
	/** The other settings that decide which mails are wanted. */
	settings: unknown;
	isWanted: (mail: WatchedMail) => boolean;
	toJson: (mail: WatchedMail, isTimeUp: IsTimeUp) => Promise<IDataObject>;
}

/** How often an inbox is read if it keeps changing while it is read. */
const MAX_READINGS = 3;

/**
 * The inbox as a source of events. IDs can't be relied on, because they may pass from one mail to another: a mail is
 * identified by its content, and identical mails, such as two receipts of the same second, by their number.
 */
export function inboxSource(context: IPollFunctions, filter: InboxFilter): Source<InboxCursor> {
	return {
		name: filter.name,
		settings: [filter.q, filter.settings],
		initialStates: [],
		async fetchLatest(isTimeUp, known) {
			const inbox = new KnownInbox(known);
			const { reading, walked, isConsistent, unchangedFor } = await readConsistently(
				context,
				inbox,
				{
					q: filter.q,
					isCancelled: isTimeUp,
				},
			);
			const all = inbox.identified(reading, isConsistent);
			const snapshots = all.map(({ id, mail, isNews }): Snapshot => ({
				id,
				states: (known.isExample || isNews) && filter.isWanted(mail) ? ['arrived'] : [],
				final: true,
				at: isoTime(mail.date),
				toItem: async () => ({ json: await filter.toJson(mail, isTimeUp) }),
			}));
			// Without a total, nothing shows whether a mail moved to another page in the meantime.
			const isReadAgain =
				reading.total === undefined &&
				reading.size > MIN_PAGES * PAGE_SIZE &&
				(inbox.start === undefined || all.some(({ isNews }) => isNews));
			const isSure = walked.isSure && isConsistent && !isReadAgain;
			const cursor: InboxCursor = {
				...(inbox.span ?? spanOf(reading, walked.isWhole)),
				top: isSure ? reading.top : '',
				unchangedFor,
				layout: walked.layout,
				total: reading.total,
				...(isReadAgain && { depth: reading.size }),
			};
			return { snapshots, cursor: () => cursor };
		},
	};
}

interface ConsistentReading {
	reading: InboxReading;
	walked: WalkResult;
	/** Whether no mail can have been missed because the inbox changed while it was read. */
	isConsistent: boolean;
	unchangedFor: number;
}

/** Reads the newest mails, and reads them again if the inbox has changed meanwhile so that some may be missing. */
async function readConsistently(
	context: IPollFunctions,
	inbox: KnownInbox,
	search: Search & { isCancelled: IsTimeUp },
): Promise<ConsistentReading> {
	let before = '';
	for (let readings = 1; ; readings++) {
		const reading = new InboxReading();
		let unchangedFor = 0;
		const walked = await readNewestFirst(
			context,
			search,
			{
				layout: inbox.layout,
				isUnchanged(page) {
					if (readings === 1) unchangedFor = inbox.unchangedFor(topOf(page));
					return unchangedFor > 0;
				},
				take(page) {
					reading.add(page);
					return inbox.wantsMoreThan(reading, search.isCancelled);
				},
			},
			() => {
				if (search.isCancelled()) throw tooLong(context);
			},
		);
		const isDoubtful =
			walked.isInconsistent ||
			(inbox.hasNewDuplicatesOnTwoPages(reading) && reading.content !== before);
		if (!isDoubtful || readings === MAX_READINGS) {
			return { reading, walked, isConsistent: !isDoubtful, unchangedFor };
		}
		before = reading.content;
	}
}

/** The times of the mails that existed when the trigger was activated, as far as they were read. */
function spanOf(
	{ mails }: InboxReading,
	isWhole: boolean,
): Pick<InboxCursor, 'start' | 'activatedUpTo'> {
	const times = mails.map(timeOf);
	return isWhole
		? { start: '' }
		: { start: atFraction(times, 0.1), activatedUpTo: atFraction(times, 0.9) };
}

function tooLong(context: IPollFunctions): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		'Reading the inbox exceeded the time that n8n allows for a poll',
		{
			description:
				"There are more new messages than can be read at once, or the search is slow in a full mailbox. Poll more often, delete messages that are dealt with, or narrow 'Search'. Nothing is lost: the next poll looks for the same messages again.",
		},
	);
}
