import { z } from 'zod';
import type { ServerPort } from './serverPort';
import type { JournalRequest } from './journal';

/**
 * What can go wrong:
 * - `refuse`: the port is closed and refuses connections for `forMs` real milliseconds or until `faults.clear()`.
 *   Refused attempts never reach the process, so they can't be counted: `times` has no effect.
 * - `resetBefore`: the request is read and dropped, nothing is accepted, the connection is reset.
 * - `resetAfter`: the request is carried out, then the connection is reset.
 * - `silence`: never answered; `accept` determines whether the request is carried out.
 * - `status`: another answer; carried out only if `accept`. A string body that begins with `<` is sent as HTML.
 * - `truncate`: carried out, but the body of the answer is cut off in the middle.
 * - `notJson`: carried out, but the answer is 200 with an HTML page.
 * - `successFalse`: 200 `{"success":false,"message":...}`, nothing is carried out.
 * - `redirect`: to `location`, nothing is carried out.
 * - `oversize`: carried out; the answer is padded with spaces to a size of `megabytes`.
 * - `trickle`: carried out; the answer is sent in small chunks and is complete after `seconds`.
 * - `late`: the connection is reset, or the answer is `status`; the request is carried out `seconds` later.
 */
export const faultSchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('refuse'), forMs: z.number().positive().optional() }).strict(),
	z.object({ kind: z.literal('resetBefore') }).strict(),
	z.object({ kind: z.literal('resetAfter') }).strict(),
	z.object({ kind: z.literal('silence'), accept: z.boolean() }).strict(),
	z
		.object({
			kind: z.literal('status'),
			status: z.number().int().min(200).max(599),
			accept: z.boolean().optional(),
			headers: z.record(z.string()).optional(),
			body: z.unknown(),
		})
		.strict(),
	z.object({ kind: z.literal('truncate') }).strict(),
	z.object({ kind: z.literal('notJson') }).strict(),
	z.object({ kind: z.literal('successFalse'), message: z.string().optional() }).strict(),
	z
		.object({
			kind: z.literal('redirect'),
			location: z.string(),
			status: z
				.union([z.literal(301), z.literal(302), z.literal(303), z.literal(307), z.literal(308)])
				.optional(),
		})
		.strict(),
	z
		.object({ kind: z.literal('oversize'), megabytes: z.number().int().positive().max(200) })
		.strict(),
	z.object({ kind: z.literal('trickle'), seconds: z.number().positive() }).strict(),
	z
		.object({
			kind: z.literal('late'),
			seconds: z.number().positive(),
			status: z.number().int().min(400).max(599).optional(),
		})
		.strict(),
]);

export type Fault = z.infer<typeof faultSchema>;

/**
 * Which requests a fault applies to:
 * `on` is a method and a route pattern (`POST /messages/bulk_send`, `GET /messages/:id`), all requests if absent;
 * `skip` lets the first n matching requests pass; `times` (default 1) is how many of the following are affected.
 */
export const faultRuleSchema = z
	.object({
		provider: z.string(),
		on: z.string().optional(),
		skip: z.number().int().nonnegative().optional(),
		times: z.number().int().positive().optional(),
		fault: faultSchema,
	})
	.strict();

export type FaultRule = z.infer<typeof faultRuleSchema>;

/** Called for each request that a fault applies to, before the connection breaks. */
export type OnMet = (request: JournalRequest) => void;

/** A fault that applies to a request. */
export interface Met {
	fault: Fault;
	onMet?: OnMet;
}

interface Pending {
	rule: FaultRule;
	onMet?: OnMet;
	skip: number;
	times: number;
}

/** What a provider registers, so that a misspelt rule is rejected instead of never matching. */
interface Target {
	doors: ServerPort[];
	routes: ReadonlySet<string>;
}

/** The pending faults. Rules are tried in the order in which they were added. */
export class Faults {
	private readonly targets = new Map<string, Target>();
	private readonly timers = new Set<NodeJS.Timeout>();
	private pending: Pending[] = [];

	/** @throws RangeError if the provider or its route is unknown */
	add(rule: FaultRule, onMet?: OnMet): void {
		const { routes } = this.target(rule.provider);
		if (rule.on !== undefined && !routes.has(rule.on)) {
			throw new RangeError(
				`${rule.provider} has no route '${rule.on}'; it has ${[...routes].join(', ')}`,
			);
		}
		const { skip = 0, times = 1 } = rule;
		if (rule.fault.kind === 'refuse' && skip === 0) this.shut(rule.provider, rule.fault.forMs);
		else this.pending.push({ rule, onMet, skip, times });
	}

	/** Removes all faults and reopens closed ports; resolves when these accept connections again. */
	async clear(): Promise<void> {
		this.pending = [];
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		const doors = [...this.targets.values()].flatMap((target) => target.doors);
		await Promise.all(doors.map((door) => door.open()));
	}

	/** Registers a server; `provider` is its name in rules. */
	register(provider: string, target: Target): void {
		this.targets.set(provider, target);
	}

	/** The routes of a provider, as rules name them: `GET /letters/:id`. @throws RangeError if it is unknown */
	routesOf(provider: string): string[] {
		return [...this.target(provider).routes];
	}

	/**
	 * The fault that applies to a request, if any. Each call counts, so call it once for each request, when nothing can
	 * keep the fault from striking any more.
	 */
	take(provider: string, route: string): Met | undefined {
		const matching = this.pending.filter(
			({ rule }) => rule.provider === provider && (rule.on ?? route) === route,
		);
		for (const next of matching) {
			if (next.skip > 0) {
				next.skip -= 1;
				if (next.skip === 0 && next.rule.fault.kind === 'refuse') {
					this.forget(next);
					this.shut(provider, next.rule.fault.forMs);
				}
				continue;
			}
			next.times -= 1;
			if (next.times === 0) this.forget(next);
			return { fault: next.rule.fault, onMet: next.onMet };
		}
		return undefined;
	}

	private forget(done: Pending): void {
		this.pending = this.pending.filter((other) => other !== done);
	}

	private shut(provider: string, forMs?: number): void {
		const { doors } = this.target(provider);
		for (const door of doors) door.refuseConnections();
		if (forMs === undefined) return;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			for (const door of doors) void door.open();
		}, forMs);
		this.timers.add(timer);
	}

	/** Clears the timers, so that no port reopens after the sandbox has stopped. */
	stop(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}

	private target(provider: string): Target {
		const target = this.targets.get(provider);
		if (!target) {
			throw new RangeError(
				`no provider '${provider}'; there are ${[...this.targets.keys()].join(', ')}`,
			);
		}
		return target;
	}
}
