import type { IDataObject } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/json';
import type { Sandbox } from '../../../sandbox';
import type { Stage } from '../../../tools/engine/stage';
import type { ProviderName } from '../../../tools/providers';

/** An answer that a provider documents, and how it becomes an output. */
export interface DocumentedAnswer {
	/** Resource and operation of a node, or the event of a trigger. */
	of: [resource: string, operation: string] | [event: string];
	/** Its settings, if they decide what is output. */
	as?: string;
	/** The route of the request, as in the sandbox. */
	to: string;
	/** The answer, as on the provider's page. */
	answer: object;
	/** Fields that need not be output, by name, and why. */
	leftOut?: Record<string, string>;
	/**
	 * Runs it.
	 * @param give makes the provider give the answer from then on: a trigger has to begin before that
	 * @returns all outputs
	 */
	outputs: (stage: Stage, sandbox: Sandbox, give: () => void) => Promise<IDataObject[]>;
}

/** A value in an answer, with its path. */
export interface Leaf {
	path: string;
	name: string;
	value: unknown;
}

/** The names of values that determine an output: another value would make it a different output. */
export const MEANINGFUL = [
	...['status', 'certificate_type', 'is_multi_recipient', 'state', 'eventType'],
	// PEC Massiva's count of what was sent.
	'sent',
	// Fields of lists.
	...['number', 'size', 'totalElements', 'totalPages', 'total', 'page', 'n_of_pages'],
];

/**
 * The same answer with all values distinct, so that each can be recognized in the output.
 * @param home replaces the hosts in links
 * @param asked the requested values, which an answer contains unchanged, and what it makes of them
 */
export function withDistinctValues(answer: object, home: string, asked: unknown[] = []): object {
	let count = 0;
	const distinct = (value: unknown, name = ''): unknown => {
		if (Array.isArray(value)) return value.map((each) => distinct(each, name));
		if (isObject(value)) {
			return Object.fromEntries(
				Object.entries(value).map(([key, each]) => [key, distinct(each, key)]),
			);
		}
		if (MEANINGFUL.includes(name) || asked.includes(value)) return value;
		count += 1;
		if (typeof value === 'number') return value + 1000 * count;
		if (typeof value !== 'string') return value;
		const time = /^(\d{4}-\d\d-\d\d[ T]\d\d:)\d\d:\d\d(.*)$/.exec(value);
		if (time) return `${time[1]}${String(count).padStart(2, '0')}:59${time[2]}`;
		if (/^https?:/.test(value)) return value.replace(/^https?:\/\/[^/]+/, home) + `#${count}`;
		// Such as an address that is made of something that was asked for.
		const isMade = asked.some((each) => typeof each === 'string' && value.includes(each));
		return isMade ? value : `${value}-${count}`;
	};
	return distinct(answer) as object;
}

const UNHEARD_OF = 'unheard_of_';

/** The same answer, in which each object has an additional field that no page of the provider mentions. */
export function withUnheardOf(answer: object): object {
	let count = 0;
	const more = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(more);
		if (!isObject(value)) return value;
		count += 1;
		const one = { [`${UNHEARD_OF}${count}`]: `unheard-of-${count}` };
		const told = Object.entries(value).map(([key, each]) => [key, more(each)]);
		return { ...Object.fromEntries(told), ...one };
	};
	return more(answer) as object;
}

/** Whether it was added by `withUnheardOf`. */
export const isUnheardOf = ({ name }: Leaf) => name.startsWith(UNHEARD_OF);

/** All values of an answer other than objects and lists. */
export function leavesOf(value: unknown, path = '', name = ''): Leaf[] {
	if (Array.isArray(value)) {
		return value.flatMap((each, at) => leavesOf(each, `${path}[${at}]`, name));
	}
	if (!isObject(value)) return [{ path, name, value }];
	return Object.entries(value).flatMap(([key, each]) =>
		leavesOf(each, path === '' ? key : `${path}.${key}`, key),
	);
}

/** Whether a value of an answer is in the outputs: anywhere, or under its name if others may have the same value. */
export function isAmong({ name, value }: Leaf, outputs: Leaf[]): boolean {
	const isDistinct = !MEANINGFUL.includes(name) && ['string', 'number'].includes(typeof value);
	return outputs.some(
		(output) =>
			output.value === value && (isDistinct || [name, `mail_${name}`].includes(output.name)),
	);
}

/** Lets a provider give an answer, and a PDF behind each of its links. */
export function give(sandbox: Sandbox, provider: ProviderName, to: string, body: unknown): void {
	const answer = (on: string, what: unknown) =>
		sandbox.faults.add({
			provider,
			on,
			times: 5,
			fault: { kind: 'status', status: 200, body: what },
		});
	answer(to, body);
	const links = leavesOf(body).map(({ value }) => String(value));
	const routes = sandbox.faults.routesOf(provider);
	for (const link of links.filter((each) => each.startsWith(sandbox[provider].url))) {
		const request = `GET ${new URL(link).pathname}`;
		// The sandbox has no pages for people.
		const route = routes.find((each) => each === request) ?? routes.find(isTo(request));
		if (route !== undefined) answer(route, '%PDF-1.4');
	}
}

/** Whether a request, such as `GET /letters/p-1`, matches a route as the sandbox declares it. */
export const isTo = (request: string) => (route: string) =>
	new RegExp(`^${route.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`).test(request);
