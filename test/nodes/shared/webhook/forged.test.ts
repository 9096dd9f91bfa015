import fc from 'fast-check';
import { pushSchema, type WebhookRequest } from '../../../../sandbox/webhook';
import { setStage } from '../../../../tools/engine/stage';
import { connect, hangUp, webhookTriggers } from '../../../../tools/providers/webhookTriggers';

const stage = setStage();

afterEach(hangUp);

/** Replaces one character with another. */
function altered(text: string, at: number, by: string): string {
	const index = at % text.length;
	const other = text[index] === by ? (by === 'A' ? 'B' : 'A') : by;
	return text.slice(0, index) + other + text.slice(index + 1);
}

const at = fc.nat();
const by = fc.constantFrom(...'0aAzZ9+/=.,-');

/** The ways to forge a request; kinds that concern a header use one that is required for verification. */
const forgeries = (headers: string[]) =>
	fc.oneof(
		fc.record({
			kind: fc.constant('alteredHeader' as const),
			header: fc.constantFrom(...headers),
			at,
			by,
		}),
		fc.record({ kind: fc.constant('noHeader' as const), header: fc.constantFrom(...headers) }),
		fc.record({
			kind: fc.constant('anyHeader' as const),
			header: fc.constantFrom(...headers),
			value: fc.stringMatching(/^[ -~]{0,80}$/),
		}),
		fc.record({ kind: fc.constant('strangeSecret' as const) }),
		fc.record({ kind: fc.constant('alteredBody' as const), at, by }),
		fc.record({ kind: fc.constant('anyBody' as const), body: fc.json() }),
		fc.record({
			kind: fc.constant('stale' as const),
			seconds: fc.oneof(fc.integer({ min: 310, max: 1e8 }), fc.integer({ min: -1e8, max: -3e5 })),
		}),
		fc.record({ kind: fc.constant('repeat' as const), at }),
	);

type Forgery = ReturnType<typeof forgeries> extends fc.Arbitrary<infer Each> ? Each : never;

/** The share of all cases, so that `npm test` stays quick; `npm run test:webhooks` runs all of them. */
const SHARE = Number(process.env.SHARE_OF_FORGERIES ?? 0.1);

let events = 0;

const AT_ONCE = 40;

/** Makes requests, several at once, in the given order. */
async function inParallel<T>(jobs: Array<() => Promise<T>>): Promise<T[]> {
	const results: T[] = [];
	let next = 0;
	const work = async () => {
		while (next < jobs.length) {
			const index = next++;
			results[index] = await jobs[index]();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return results;
}

describe.each(
	Object.entries(webhookTriggers).map(([provider, trigger]) => ({
		provider,
		...trigger,
		forged: trigger.tries.forged * SHARE,
		genuine: Math.ceil(trigger.tries.genuine * SHARE),
	})),
)(
	'Among $forged forged, stale, repeated and altered requests in the way of $provider',
	({ provider, pusher, checking, dialect, event: type, headers, shown, forged, genuine }) => {
		it(`just the ${genuine} genuine ones start the workflow`, async () => {
			const { url, started, failures } = await connect(stage, provider, checking.secret);
			const [, secrets] = pusher(stage.sandbox);
			const taken: WebhookRequest[] = [];

			// One signature each: with two, an alteration of one would leave the other good.
			const request = (secondsOff = 0, keys = [secrets[events % secrets.length]]) => {
				const data = { recipient: `${++events}@example.org` };
				const event = pushSchema.parse({ type, data, secondsOff });
				const now = new Date(Date.now() + secondsOff * 1000);
				return dialect(stage.sandbox).request(
					{ ...event, at: new Date(), number: events },
					now,
					keys,
				);
			};
			const withHeader = (made: WebhookRequest, name: string, value?: string) => {
				const others = Object.entries(made.headers).filter(([other]) => other !== name);
				const given: Array<[string, string]> = value === undefined ? [] : [[name, value]];
				return { ...made, headers: Object.fromEntries([...others, ...given]) };
			};
			/** Without signatures, anyone with the secret is believed, so forgers lack it. */
			const unsigned = (made: WebhookRequest) =>
				shown ? withHeader(made, headers[0], 'open says me') : made;

			const forge = (forgery: Forgery): WebhookRequest => {
				const made = request();
				switch (forgery.kind) {
					case 'alteredHeader':
						return withHeader(
							made,
							forgery.header,
							altered(made.headers[forgery.header], forgery.at, forgery.by),
						);
					case 'noHeader':
						return withHeader(made, forgery.header);
					case 'anyHeader':
						return withHeader(made, forgery.header, forgery.value);
					case 'strangeSecret':
						return unsigned(request(0, [dialect(stage.sandbox).strangeSecret()]));
					case 'alteredBody':
						return unsigned({ ...made, body: altered(made.body, forgery.at, forgery.by) });
					case 'anyBody':
						return unsigned({ ...made, body: forgery.body });
					case 'stale':
						return unsigned(request(forgery.seconds));
					case 'repeat':
						return taken.length > 0 ? taken[forgery.at % taken.length] : unsigned(request(1e6));
				}
			};
			const post = async (made: WebhookRequest) => {
				const answer = await fetch(url, { method: 'POST', ...made });
				return { status: answer.status, text: await answer.text() };
			};

			const seed = Date.now() % 2 ** 31;
			const bad = fc.sample(forgeries(headers), { numRuns: forged, seed });
			const pace = Math.floor(forged / genuine);
			const statuses = { genuine: new Set<number>(), forged: new Set<number>() };
			const jobs = bad.flatMap((forgery, index) => {
				const forging = async () => {
					const { status, text } = await post(forge(forgery));
					statuses.forged.add(status);
					if (status === 401) expect(text).toBe('');
				};
				const sending = async () => {
					const made = request();
					statuses.genuine.add((await post(made)).status);
					taken.push(made);
				};
				return index % pace === 0 ? [forging, sending] : [forging];
			});
			await inParallel(jobs);

			expect({ seed, started: started.length }).toEqual({ seed, started: taken.length });
			expect(taken).toHaveLength(genuine);
			expect([...statuses.genuine]).toEqual([200]);
			// 200 is for repeats, 422 is n8n's own status for JSON that it can't parse.
			expect([...statuses.forged].sort()).toEqual([200, 401, 422]);
			expect(failures).toEqual([]);
		}, 120_000);
	},
);
