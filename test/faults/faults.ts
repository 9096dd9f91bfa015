import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import { textOf } from '../../nodes/shared/json';
import type { Fault, Sandbox } from '../../sandbox';
import type { Way } from './network';
import type { OwnClock } from './ownClock';
import type { Provider } from '../../tools/providers';
import type { Row } from '../../tools/providers/operations';

/** What a fault needs to know about the run that it affects. */
export interface FaultContext {
	/** The target of a redirect: a server of another origin. */
	elsewhere: string;
}

/** A cell while it runs, for faults that involve other senders or the clocks. */
export interface CellContext {
	sandbox: Sandbox;
	provider: Provider;
	row: Row;
	items: INodeExecutionData[];
	/** The clock of n8n in this cell. */
	clock: OwnClock;
	/** The ids of what others sent meanwhile. */
	strangers: string[];
}

/** Something that goes wrong between a node and a provider. */
export interface FaultCase {
	/** Its name in the report. */
	name: string;
	/** Its description in the report's legend, if the name is not enough. */
	legend?: string;
	/** What the sandbox does to a request. */
	fault?: (scene: FaultContext) => Fault;
	/** Or what is wrong with the credential. */
	corrupt?: (account: ICredentialDataDecryptedObject) => ICredentialDataDecryptedObject;
	/** Or how the network path to the provider breaks. */
	way?: Way;
	/** Additional parameters of the node. */
	parameters?: INodeParameters;
	/** What happens before the node runs. */
	before?: (stage: CellContext) => Promise<void> | void;
	/** What happens when a request meets the fault; `item` is the one that the request is for. */
	onMet?: (stage: CellContext, item: INodeExecutionData) => Promise<void> | void;
	/** No part of a request can have left: every failure must be called "not sent". */
	isUnsent?: true;
	/** A request has left, and its answer is lost: without proof, nothing may be called "not sent". */
	losesAnswer?: true;
	/** The pause that the fault asks for, in seconds: no request may leave until it is over. */
	pause?: number;
	/** For how many seconds after the end something may still arrive. */
	lateness?: number;
	/** It lasts from the first request on. */
	isOutage?: boolean;
	/** The maximum number of requests that meet it, for example because each takes much memory. */
	times?: number;
	/**
	 * Its place in the order, if it runs before the others: faults that take minutes run together, because the
	 * clock leaps farther when all cells wait.
	 */
	turn?: 1 | 2;
}

const answer = (status: number, headers?: Record<string, string>, body?: unknown) => (): Fault => ({
	kind: 'status',
	status,
	headers,
	body,
});

const at = (offset: number) => new Date(Date.now() + offset).toUTCString();

/** The statuses with which a provider refuses a request, or reports an internal problem. */
const statuses = [400, 401, 403, 404, 409, 422, 500, 503, 504].map((status): FaultCase => ({
	name: String(status),
	fault: answer(status),
	...(status >= 500 && { losesAnswer: true }),
}));

const webPage = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

/** All faults of the matrix. A row here is a row of docs/faults.md. */
export const FAULTS: FaultCase[] = [
	{ name: 'connection refused', fault: () => ({ kind: 'refuse' }), isOutage: true, isUnsent: true },
	// Longer than a DNS label may be, so that no name server has to be asked.
	{
		name: 'name not found',
		corrupt: atHost(`${'nobody'.repeat(11)}.invalid`),
		isUnsent: true,
	},
	{
		name: 'TLS failure',
		isUnsent: true,
		// Speaks TLS to a port without TLS, or does not know the authority that signed the certificate.
		corrupt: (account) => ({
			...account,
			baseUrl: textOf(account.baseUrl).replace(/^http:/, 'https:'),
			ca: '',
		}),
	},
	{
		name: 'reset before the request is read',
		fault: () => ({ kind: 'resetBefore' }),
		losesAnswer: true,
	},
	{
		name: 'reset after it was accepted',
		fault: () => ({ kind: 'resetAfter' }),
		losesAnswer: true,
	},
	// Until n8n's time-out of five minutes.
	{
		name: 'no answer, not accepted',
		fault: () => ({ kind: 'silence', accept: false }),
		losesAnswer: true,
		turn: 2,
	},
	{
		name: 'no answer, accepted',
		fault: () => ({ kind: 'silence', accept: true }),
		losesAnswer: true,
		turn: 2,
	},
	{ name: 'answer cut in the middle', fault: () => ({ kind: 'truncate' }), losesAnswer: true },
	{ name: '200 with a web page', fault: () => ({ kind: 'notJson' }), losesAnswer: true },
	{ name: '200 with success: false', fault: () => ({ kind: 'successFalse' }) },
	...statuses,
	{ name: '502 with a web page', fault: answer(502, undefined, webPage), losesAnswer: true },
	{ name: '429, Retry-After in seconds', fault: answer(429, { 'retry-after': '3' }) },
	{
		name: '429, Retry-After as a date',
		fault: () => answer(429, { 'retry-after': at(4000) })(),
	},
	{ name: '429, absurd Retry-After', fault: answer(429, { 'retry-after': '99999999999' }) },
	{ name: '429 without Retry-After', fault: answer(429) },
	{
		name: 'redirect to another origin',
		fault: ({ elsewhere }) => ({ kind: 'redirect', location: elsewhere, status: 307 }),
	},
	{ name: 'answer of 50 MB', fault: () => ({ kind: 'oversize', megabytes: 50 }), times: 1 },
	{
		name: 'answer that takes ten minutes',
		fault: () => ({ kind: 'trickle', seconds: 600 }),
		turn: 1,
	},
];

/** Where and when a fault happens. */
interface Placement {
	/** The server's name in fault rules; `on` is its route, all of them if absent. */
	provider: string;
	on?: string;
	skip: number;
	times: number;
	scene: FaultContext;
	/** Called with each request that meets the fault, as text. */
	onMet?: (request: string) => void;
}

/** Adds the fault to the sandbox, unless the fault is elsewhere, as in the credential. */
export function injectFault(
	{ fault, isOutage, times = Infinity }: FaultCase,
	sandbox: Sandbox,
	{ scene, onMet, ...where }: Placement,
): void {
	if (!fault) return;
	sandbox.faults.add(
		{
			...where,
			skip: isOutage ? 0 : where.skip,
			times: Math.min(where.times, times),
			fault: fault(scene),
		},
		({ path, query, body }) => onMet?.(JSON.stringify([path, query, body])),
	);
}

/** The credential as it is while the fault lasts. */
export const accountIn = ({ corrupt }: FaultCase, account: ICredentialDataDecryptedObject) =>
	corrupt?.(account) ?? account;

function atHost(host: string): FaultCase['corrupt'] {
	return (account) => {
		const url = new URL(textOf(account.baseUrl));
		url.hostname = host;
		return { ...account, baseUrl: url.href.replace(/\/$/, '') };
	};
}
