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

/** What a fault needs to know of the run that it is to happen to. */
export interface FaultContext {
	/** Where a redirect leads: a server of another origin. */
	elsewhere: string;
}

/** A cell as it is being played, for faults in which others have a part. */
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
	/** As the report names it. */
	name: string;
	/** What it is, for the report's legend, where the name does not say it all. */
	legend?: string;
	/** What the sandbox does to a request. */
	fault?: (scene: FaultContext) => Fault;
	/** Or what is wrong with the credential. */
	corrupt?: (account: ICredentialDataDecryptedObject) => ICredentialDataDecryptedObject;
	/** Or how the way to the provider breaks. */
	way?: Way;
	/** What the node has besides. */
	parameters?: INodeParameters;
	/** What happens before the node runs. */
	before?: (stage: CellContext) => Promise<void> | void;
	/** What happens when a request meets the fault; `item` is the one that it is about. */
	onMet?: (stage: CellContext, item: INodeExecutionData) => Promise<void> | void;
	/** Nothing of a request can have left: whatever fails must be called "not sent". */
	isUnsent?: true;
	/** A request has left, and its answer is lost: without proof, nothing may be called "not sent". */
	losesAnswer?: true;
	/** For how many seconds the fault asks to be left alone: nothing more may be asked until then. */
	pause?: number;
	/** For how many seconds after the end there is still something to arrive. */
	lateness?: number;
	/** It is there from the first request on. */
	isOutage?: boolean;
	/** How many requests meet it at most, such as where each of them takes much memory. */
	times?: number;
	/**
	 * When it is played, where that is before the others: what takes minutes is played among itself, for the
	 * clock leaps farther where all wait.
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

/** The statuses that say no, or say that the provider is not well. */
const statuses = [400, 401, 403, 404, 409, 422, 500, 503, 504].map((status): FaultCase => ({
	name: String(status),
	fault: answer(status),
	...(status >= 500 && { losesAnswer: true }),
}));

const webPage = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>';

/** All that goes wrong in the matrix. A row here is a row of docs/faults.md. */
export const FAULTS: FaultCase[] = [
	{ name: 'connection refused', fault: () => ({ kind: 'refuse' }), isOutage: true, isUnsent: true },
	// Longer than a label of a name may be, so that no name server has to be asked.
	{
		name: 'name not found',
		corrupt: atHost(`${'nobody'.repeat(11)}.invalid`),
		isUnsent: true,
	},
	{
		name: 'TLS failure',
		isUnsent: true,
		// Speaks TLS to a port without, or does not know who signed the certificate.
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
	/** Of the server, as fault rules name it; `on` is its route, all of them if absent. */
	provider: string;
	on?: string;
	skip: number;
	times: number;
	scene: FaultContext;
	/** Is told of each request that meets the fault, as text. */
	onMet?: (request: string) => void;
}

/** Lets the sandbox do what the fault is, unless it is the credential that is wrong. */
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
