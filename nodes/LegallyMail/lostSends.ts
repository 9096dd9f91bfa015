import type {
	IDataObject,
	IExecutePaginationFunctions,
	IExecuteSingleFunctions,
	INode,
} from 'n8n-workflow';

import { textOf } from '../shared/json';
import { lookAgain } from '../shared/outcome/lookAgain';
import { read } from '../shared/request';
import { readAsUtc } from './delivery';
import { LEGALLY_MAIL_CREDENTIAL, reading } from './policies';
import { entriesOf } from './shapes';

/**
 * How to find out what became of a send whose answer was lost. LegallyMail has no reference of the
 * caller's, only a list of the latest, which names recipient, subject and time. So that nothing is taken
 * for another, this process remembers what it sent and which ids it was given for it.
 */

/** Something that was sent by this process, or was about to be. */
export interface RememberedSend {
	account: string;
	/** What the list tells of it: recipients and subject, or signer and document. */
	description: string;
	/** Unix milliseconds. */
	at: number;
	/** LegallyMail's id, once known. */
	id?: string;
}

/** How long sends are remembered: longer than any run of identical ones is under way. */
const MEMORY = 30 * 60_000;

let sends: RememberedSend[] = [];
/** The zone of each account's timestamps in milliseconds, learned from the answers to its sends. */
const zones = new Map<string, number>();

const accountOf = (node: INode) => node.credentials?.[LEGALLY_MAIL_CREDENTIAL]?.id ?? '';

/** Remembers a send before it leaves. */
export function rememberSend(
	context: IExecuteSingleFunctions,
	description: string,
): RememberedSend {
	const send = { account: accountOf(context.getNode()), description, at: Date.now() };
	sends = [...sends.filter(({ at }) => send.at - at < MEMORY), send];
	return send;
}

/** Notes what LegallyMail answered: the id, and by its time stamp the zone that it writes times in. */
export function noteAnswer(
	send: RememberedSend,
	id: unknown,
	time: unknown,
	headers: IDataObject | undefined,
): void {
	send.id = textOf(id);
	const ahead = readAsUtc(time) - serverTime(headers);
	const zone = Math.round(ahead / QUARTER) * QUARTER;
	if (Math.abs(ahead - zone) < TOLERANCE) zones.set(send.account, zone);
}

/** All zones lie quarters of an hour apart. */
const QUARTER = 15 * 60_000;

/**
 * How far LegallyMail's own clocks may be apart, its web servers' and its database's: what is this near is
 * taken for the send itself, and only what is further away than the other is surely something else.
 */
const NEAR = 10_000;
const TOLERANCE = 60_000;

/** Zones that LegallyMail, made in London and Spain, is likely to write: UTC to Spain's summer time. */
const LIKELY_ZONES = [0, 1, 2].map((hours) => hours * 3_600_000);

const serverTime = (headers?: IDataObject) => Date.parse(textOf(headers?.date)) || Date.now();

/** The pauses before the list is asked: what was sent may show only after some seconds. */
const PAUSES = [0, 3_000, 7_000, 15_000];

/** The most that a list shows. */
const MOST_LISTED = 25;

/** A list to look in, and how an entry of it is described. */
export interface LatestList {
	/** `/api/emails` or `/api/signatures`. */
	url: string;
	describe: (entry: IDataObject) => string;
	idOf: (entry: IDataObject) => string;
}

/**
 * Looks for a send in the list of the latest.
 * @returns its entry; `notSent` if it is surely not there; undefined if that can't be told
 */
export async function findSend(
	context: IExecutePaginationFunctions,
	send: RememberedSend,
	sentAt: Date,
	list: LatestList,
): Promise<IDataObject | 'notSent' | undefined> {
	let last: IDataObject | 'notSent' | undefined;
	const found = await lookAgain(PAUSES, async () => {
		last = await lookOnce(context, send, sentAt.getTime(), list);
		return last === 'notSent' ? undefined : last;
	});
	if (found) send.id = list.idOf(found);
	// Then its twins need not reckon with it any more.
	if (last === 'notSent') sends = sends.filter((other) => other !== send);
	return last;
}

async function lookOnce(
	context: IExecutePaginationFunctions,
	send: RememberedSend,
	sentAt: number,
	{ url, describe, idOf }: LatestList,
): Promise<IDataObject | 'notSent' | undefined> {
	const now = Date.now();
	const { body, headers } = await read(context, {
		policy: reading,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs: { limit: MOST_LISTED } },
	});
	const entries = entriesOf(body);
	const zone = zones.get(send.account);
	const possible = zone === undefined ? LIKELY_ZONES : [zone];
	const clocksApart = serverTime(headers) - Date.now();
	/** How long after the request an entry came about, if its time is in that zone. */
	const lag = (entry: IDataObject, inZone: number) =>
		readAsUtc(entry.created_at ?? entry.sent_at) - inZone - clocksApart - sentAt;

	const claimed = new Set(sends.map(({ id }) => id));
	const alike = entries.filter(
		(entry) => describe(entry) === send.description && !claimed.has(idOf(entry)),
	);
	const within = (tolerance: number) => (entry: IDataObject) =>
		possible.some((inZone) => {
			const after = lag(entry, inZone);
			return after > -tolerance && after < now - sentAt + tolerance;
		});
	const inTime = alike.filter(within(NEAR));
	const isTold = zone !== undefined || inTime.length === alike.length;
	const isOpen = (other: RememberedSend) =>
		other.account === send.account && other.description === send.description && !other.id;
	const open = sends.filter(isOpen).length;
	// As many as were sent alike, so this one is among them. One more can only be so if the zone is sure.
	if (isTold && (zone === undefined ? inTime.length === open : inTime.length >= open)) {
		return inTime[0];
	}
	const reachesBack =
		entries.length < MOST_LISTED ||
		entries.some((entry) => Math.max(...possible.map((each) => lag(entry, each))) < -TOLERANCE);
	return isTold && !alike.some(within(TOLERANCE)) && reachesBack ? 'notSent' : undefined;
}
