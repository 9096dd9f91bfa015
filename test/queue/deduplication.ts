import { setTimeout as pause } from 'node:timers/promises';
import type { Sandbox } from '../../sandbox';
import { JOBS_ARE_GONE_AFTER, type QueueMode } from '../../tools/n8n/queue/queueMode';
import { PROVIDERS, type Provider } from '../../tools/providers';
import { mailing as stampeeMailing } from '../../tools/providers/stampee/mailing';
import { step } from '../../tools/setup/progress.cjs';
import { until } from '../support/until';
import type { AccountChanges } from '../../tools/providers/accounts';
import { Credential } from './credential';
import type { Figures } from './figures';
import {
	outcomeOf,
	letterOf,
	LONG_WAIT,
	mailAndWait,
	mailBySubWorkflow,
	mailOnce,
	mailOnEvent,
	mailWhenCalled,
	type Outcome,
	type Told,
	type Wait,
} from './keyed';
import { openLedger, type Ledger } from './ledger';
import { changeEverywhere, switchOn } from './triggers';
import { isUnderWay, type Execution, type Workflows } from './workflows';

/** What the tests of the queue mode have in common. */
export interface QueueStage {
	sandbox: Sandbox;
	n8n: QueueMode;
	workflows: Workflows;
	figures: Figures;
}

/** A provider's workflow, and the letters that it sends. */
interface Post {
	provider: Provider;
	path: string;
	/** The id of the workflow whose executions are examined. */
	workflow: string;
	/** Names of the letters. */
	letters: string[];
}

/** The latency of the providers while something is killed, in milliseconds: long enough to be in the middle. */
const SLOW = 1_000;

/** How many letters are under way when something is killed. */
const underWayAt = ({ mailing: { fewLetters = 30 } }: Provider) => fewLetters;

/** Names for letters. */
const named = (path: string, count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => `${path}-${String(from + index).padStart(3, '0')}`);

/** The outcomes that a workflow may get for a letter that may be under way twice: it is never ignored silently. */
const HONEST: Array<Outcome | undefined> = ['sent', 'alreadySent', 'maybeSent'];

const duplicatesIn = (counts: number[]) =>
	counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0);

/** Counts the entries of each kind. */
function tally<Kind extends string>(kinds: Kind[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const kind of kinds) counts[kind] = (counts[kind] ?? 0) + 1;
	return counts;
}

/** Each message is sent once, whatever n8n runs again. All providers are tested at the same time. */
export function deduplication(stage: () => QueueStage): void {
	let ledger: Ledger;

	beforeAll(async () => {
		ledger = await openLedger();
		stage().sandbox.journal.clear();
	});

	afterAll(async () => {
		stage().sandbox.latency(0);
		await ledger?.stop();
	});

	const written = (): Array<{ execution: string; event: Told }> => ledger.entries<Told>();

	/** What the executions got for each letter, in order. */
	const toldOf = (letters: string[], executions?: Execution[]): Told[] =>
		written()
			.filter(({ execution }) => !executions || executions.some(({ id }) => id === execution))
			.map(({ event }) => event)
			.filter(({ letter }) => letters.includes(letter));

	/** The outcome of each letter according to its last execution. */
	const outcomes = (letters: string[], since = 0): Record<string, Outcome | undefined> => {
		const told = written().slice(since);
		return Object.fromEntries(
			letters.map((letter) => {
				const last = told.filter(({ event }) => event.letter === letter).at(-1);
				return [letter, last && outcomeOf(last.event)];
			}),
		);
	};

	/** How often the provider accepted each letter. */
	const acceptances = ({ provider }: Post, letters: string[]): number[] => {
		const recipients = stage()
			.sandbox.journal.accepted(provider.name)
			.map(({ recipient }) => recipient);
		return letters.map((name) => recipients.filter((each) => each.includes(`+${name}@`)).length);
	};

	const made = new Map<string, object>();

	/** The letters themselves; the same each time, even where a provider has to know the recipient in advance. */
	const called = ({ provider }: Post, letters: string[]) =>
		letters.map((name) => {
			const letter = made.get(name) ?? letterOf(provider.mailing, stage().sandbox, name);
			made.set(name, letter);
			return letter;
		});

	/** Starts the workflows with letters, and waits until they have finished. */
	async function run(posts: Post[], count: number): Promise<void> {
		const { workflows } = stage();
		await Promise.all(
			posts.map(async (post) => {
				await workflows.call(post.path, { letters: called(post, post.letters) });
				await over(post.workflow, count);
			}),
		);
	}

	/** The executions of a workflow, once there are at least `count` and all have finished. */
	async function over(workflow: string, count: number): Promise<Execution[]> {
		let executions: Execution[] = [];
		const areOver = async () => {
			executions = await stage().workflows.executions(workflow);
			return executions.length >= count && !executions.some(isUnderWay);
		};
		expect(await until(areOver)).toBe(true);
		return executions;
	}

	/** A workflow for each provider. */
	const each = async <P extends Post>(make: (provider: Provider) => Promise<P>): Promise<P[]> =>
		await Promise.all(PROVIDERS.map(make));

	const members = () => [stage().n8n.main, ...stage().n8n.workers];

	const killAll = async () => {
		await Promise.all(members().map(async (member) => await member.kill()));
	};

	const startAll = async () => {
		await step('Start n8n again', async () => {
			await Promise.all(members().map(async (member) => await member.start()));
		});
	};

	/** Waits until each provider has accepted some of the letters, and then kills all of n8n. */
	async function killInTheMiddle(posts: Post[], areSlow: () => Promise<unknown>): Promise<void> {
		stage().sandbox.latency(SLOW);
		await areSlow();
		const taken = () =>
			posts.map((post) => acceptances(post, post.letters).filter((count) => count > 0).length);
		expect(await until(() => taken().every((count) => count > 0))).toBe(true);
		await killAll();
		stage().sandbox.latency(0);
		// What had reached a provider when n8n was killed has been accepted by now.
		await pause(SLOW);
	}

	describe('when all of n8n is killed', () => {
		/** The workflows that had called a workflow which was sending. */
		let calling: Post[];
		/** How often each letter had been accepted when n8n was killed, by post. */
		let beforeRetries: number[][];
		const retried: Record<'original' | 'current', Array<Record<string, Outcome | undefined>>> = {
			original: [],
			current: [],
		};
		/** The workflows that were waiting meanwhile. */
		let waiting: Record<'called' | 'timed' | 'cutOff', WaitingPost[]>;
		let statusesWhileWaiting: string[];
		/** What changed while n8n was down. */
		const missed: string[] = [];
		/** The counts of the executions that were killed after they had waited. */
		let cutOffBefore: number[][];
		let cutOffRetried: Array<Record<string, Outcome | undefined>>;

		interface WaitingPost extends Post {
			again: string[];
			more: string[];
			last: string[];
		}

		async function startToWait(occasion: string, waitFor: Wait, isCutOff = false) {
			const { workflows } = stage();
			const posts = await each(async (provider) => {
				const path = `${occasion}-${provider.name}`;
				const flow = mailAndWait(path, provider.mailing, ledger, waitFor);
				const workflow = await workflows.activate(path, flow);
				const again = named(path, 2);
				const count = isCutOff ? underWayAt(provider) : 2;
				const more = named(path, count, 100);
				const last = named(path, 2, 900);
				return { provider, path, workflow, letters: more, again, more, last };
			});
			await Promise.all(
				posts.map(async (post) => {
					const rounds = [post.again, [...post.again, ...post.more]];
					await workflows.call(post.path, {
						rounds: rounds.map((letters) => called(post, letters)),
						last: called(post, post.last),
					});
				}),
			);
			expect(await allAre(posts, ({ status }) => status === 'waiting')).toBe(true);
			return posts;
		}

		const executionsOf = async (posts: Post[]): Promise<Execution[]> =>
			(
				await Promise.all(
					posts.map(async ({ workflow }) => await stage().workflows.executions(workflow)),
				)
			).flat();

		const allAre = async (posts: Post[], isSo: (execution: Execution) => boolean) =>
			await until(async () => {
				const executions = await executionsOf(posts);
				return executions.length >= posts.length && executions.every(isSo);
			});

		/** Resumes executions that wait for a call. */
		async function resume(posts: Post[]): Promise<void> {
			const ids = (await executionsOf(posts)).map(({ id }) => id);
			const places = ledger
				.entries<{ resumeUrl?: string }>()
				.filter(({ execution, event }) => event.resumeUrl && ids.includes(execution));
			expect(places).toHaveLength(posts.length);
			await Promise.all(
				places.map(async ({ event }) => await stage().workflows.resume(event.resumeUrl!)),
			);
		}

		/** Retries what a crash has interrupted. @returns the outcome of each letter in each retry */
		async function retry(posts: Post[], workflow: 'original' | 'current') {
			const crashed = (await executionsOf(posts)).filter(({ status }) => status === 'crashed');
			expect(crashed).toHaveLength(posts.length);
			const since = written().length;
			await Promise.all(
				crashed.map(async (execution) => await stage().workflows.retry(execution, workflow)),
			);
			return posts.map(({ letters }) => outcomes(letters, since));
		}

		/** Lets something change for each trigger. @returns the names of the changes */
		const letThingsChange = async (occasion: string) =>
			await changeEverywhere(stage().sandbox, (provider) => `${occasion}-${provider}`);

		const areTold = async (names: string[], patience?: number) =>
			await until(() => names.every((name) => ledger.tellsOf(name)), patience);

		/** Activates triggers whose workflows send with a key. */
		async function watch(): Promise<void> {
			let rounds = 0;
			await switchOn(
				stage().workflows,
				ledger,
				(trigger, { name }) => ({
					name: `Keyed sends by ${name}`,
					flow: mailOnEvent(trigger, stampeeMailing, ledger),
				}),
				async () => await letThingsChange(`watched-${++rounds}`),
			);
		}

		beforeAll(async () => {
			const { workflows, n8n } = stage();
			calling = await each(async (provider) => {
				const sub = await workflows.activate(
					`called-${provider.name}`,
					mailWhenCalled(provider.mailing, ledger),
				);
				const path = `calling-${provider.name}`;
				const workflow = await workflows.activate(path, mailBySubWorkflow(path, sub));
				const count = underWayAt(provider);
				return { provider, path, workflow, letters: named(path, count) };
			});
			const [waitingForCall, cutOff] = await Promise.all([
				startToWait('waiting', 'call'),
				startToWait('resumed', 'call', true),
				step('Switch on triggers whose workflows send', watch),
			]);
			// Last, because its wait time is running.
			waiting = { called: waitingForCall, cutOff, timed: await startToWait('timed', LONG_WAIT) };
			await killInTheMiddle(calling, async () => {
				await Promise.all(
					calling.map(async (post) => {
						await workflows.call(post.path, { letters: called(post, post.letters) });
					}),
				);
			});
			beforeRetries = calling.map((post) => acceptances(post, post.letters));
			missed.push(...(await letThingsChange('missed')));
			await startAll();
			statusesWhileWaiting = (await executionsOf(waiting.called)).map(({ status }) => status);
			expect(await allAre(calling, ({ status }) => status === 'crashed')).toBe(true);
			await step('Retry what was cut off, twice', async () => {
				retried.original = await retry(calling, 'original');
				retried.current = await retry(calling, 'current');
			});
			await step('Let what waits go on', async () => {
				await resume(waiting.called);
				const posts = [...waiting.called, ...waiting.timed];
				await Promise.all(posts.map(async ({ workflow }) => await over(workflow, 1)));
				await areTold(missed);
			});

			await killInTheMiddle(waiting.cutOff, async () => await resume(waiting.cutOff));
			cutOffBefore = waiting.cutOff.map((post) => acceptances(post, post.letters));
			const killed = Date.now();
			for (const member of members()) await member.forgetEvents();
			await step('Start n8n again, as in new containers', async () => {
				await Promise.all(n8n.workers.map(async (worker) => await worker.start()));
				// The main process looks only now and then for executions that no worker handles: first when it starts.
				await pause(Math.max(0, killed + JOBS_ARE_GONE_AFTER - Date.now()));
				await n8n.main.start();
			});
			expect(await allAre(waiting.cutOff, ({ status }) => status === 'crashed')).toBe(true);
			cutOffRetried = await retry(waiting.cutOff, 'original');
		});

		/** The outcomes of retries, as printed. */
		const told = (title: string, retry: Array<Record<string, Outcome | undefined>>) =>
			tally(
				retry.flatMap((ofPost) => Object.values(ofPost)).map((outcome) => `${title} ${outcome}`),
			);

		/** Nothing that was interrupted is sent twice, and nothing is ignored silently. */
		function expectOnce(
			posts: Post[],
			before: number[][],
			...retries: Array<Array<Record<string, Outcome | undefined>>>
		): void {
			posts.forEach((post, index) => {
				const { name: provider } = post.provider;
				const counts = acceptances(post, post.letters);
				const ofProvider = (letters: string[]) => [provider, letters];
				const none = ofProvider([]);
				const those = (isSo: (letter: string, place: number) => boolean) =>
					ofProvider(post.letters.filter(isSo));

				expect(those((_letter, place) => before[index][place] > 0)).not.toEqual(none);
				expect(those((_letter, place) => before[index][place] === 0)).not.toEqual(none);
				expect(those((_letter, place) => counts[place] > 1)).toEqual(none);
				for (const outcomes of retries.map((retry) => retry[index])) {
					expect(those((letter) => !HONEST.includes(outcomes[letter]))).toEqual(none);
					// A retry sends what may already have left only if the provider recognizes it.
					expect(
						those((letter, place) => counts[place] === 0 && outcomes[letter] !== 'maybeSent'),
					).toEqual(none);
				}
			});
		}

		it('the retry of an execution whose sub-workflow was sending sends nothing twice, and says so', () => {
			const counts = calling.flatMap((post) => acceptances(post, post.letters));
			stage().figures.add('Killed while a sub-workflow sends, then retried twice', {
				letters: counts.length,
				'accepted before': beforeRetries.flat().filter((count) => count > 0).length,
				duplicates: duplicatesIn(counts),
				...told('first retry', retried.original),
				...told('second retry', retried.current),
			});

			expectOnce(calling, beforeRetries, retried.original, retried.current);
		});

		it.each(['called', 'timed'] as const)(
			'an execution that waits (%s) goes on, sends what is new, and nothing twice',
			(how) => {
				const posts = waiting[how];
				const again = posts.flatMap((post) => post.again);
				const fresh = posts.flatMap(({ more, last }) => [...more, ...last]);
				const counts = posts.flatMap((post) => [
					...acceptances(post, post.again),
					...acceptances(post, post.more),
					...acceptances(post, post.last),
				]);
				const repeats = Object.values(outcomes(again));
				const news = Object.values(outcomes(fresh));
				stage().figures.add(`A Wait over a restart (${how})`, {
					letters: counts.length,
					duplicates: duplicatesIn(counts),
					'held back': counts.filter((count) => count === 0).length,
					...tally(repeats.map((outcome) => `again ${outcome}`)),
					...tally(news.map((outcome) => `new ${outcome}`)),
				});

				if (how === 'called') {
					expect(statusesWhileWaiting).toEqual(posts.map(() => 'waiting'));
				}
				expect(counts).toEqual(counts.map(() => 1));
				expect(repeats).toEqual(repeats.map(() => 'alreadySent'));
				expect(news).toEqual(news.map(() => 'sent'));
			},
		);

		it('a trigger whose workflow sends with a key misses nothing that changes meanwhile', () => {
			const untold = missed.filter((name) => !ledger.tellsOf(name));
			stage().figures.add('Triggers whose workflows send with a key, over a restart', {
				changes: missed.length,
				lost: untold.length,
			});

			// If n8n itself gave up on a workflow, its log says so.
			const givenUp = untold.length > 0 ? stage().workflows.publications() : '';
			expect({ untold, givenUp }).toEqual({ untold: [], givenUp: '' });
		});

		it('one that is killed after the Wait, without a log of what ran, sends nothing twice when retried', () => {
			const posts = waiting.cutOff;
			const counts = posts.flatMap((post) => acceptances(post, [...post.again, ...post.more]));
			stage().figures.add('Killed after a Wait, then retried', {
				letters: counts.length,
				'accepted before': cutOffBefore.flat().filter((count) => count > 0).length,
				duplicates: duplicatesIn(counts),
				...told('retry', cutOffRetried),
			});

			expectOnce(posts, cutOffBefore, cutOffRetried);
			expect(counts.filter((count) => count > 1)).toEqual([]);
		});
	});

	describe('with one worker', () => {
		// n8n does not share what a worker has recorded with others. This is the last test, so the worker stays killed.
		beforeAll(async () => await stage().n8n.workers[1].kill());

		it('a new execution gets the first result for the same key and the same file, stored anew', async () => {
			const { workflows, figures } = stage();
			const posts = await each(async (provider) => {
				const path = `files-${provider.name}`;
				const workflow = await workflows.activate(path, mailOnce(path, provider.mailing, ledger));
				return { provider, path, workflow, letters: named(path, 3) };
			});
			await run(posts, 1);
			await run(posts, 2);
			const letters = posts.flatMap((post) => post.letters);
			const told = toldOf(letters);
			const files = told.map(({ file }) => file);
			const counts = posts.flatMap((post) => acceptances(post, post.letters));
			const repeats = letters.map((letter) => outcomes([letter])[letter]);
			figures.add('The same letters with files stored anew', {
				letters: letters.length,
				accepted: counts.reduce((sum, count) => sum + count, 0),
				'files stored': new Set(files).size,
				...tally(repeats.map((outcome) => `repeat ${outcome}`)),
			});

			expect(counts).toEqual(counts.map(() => 1));
			expect(repeats).toEqual(repeats.map(() => 'alreadySent'));
			// n8n stores it in a new place each time, and not in the data of the execution.
			expect(files.every((file) => /^[\w-]+:/.test(String(file)))).toBe(true);
			expect(new Set(files).size).toBe(2 * letters.length);
		});

		it('each account behind a credential gets each letter once', async () => {
			const { workflows, n8n, sandbox, figures } = stage();
			const credentials = new Map<Post, Credential>();
			const posts = await each(async (provider) => {
				const path = `accounts-${provider.name}`;
				const { credential: type, credentials: kept } = provider;
				const credential = await Credential.keep(n8n.rest, type, kept[type].data(sandbox));
				const own = workflows.with(new Map([[type, credential.named]]));
				const workflow = await own.activate(path, mailOnce(path, provider.mailing, ledger));
				const post = { provider, path, workflow, letters: named(path, 2) };
				credentials.set(post, credential);
				return post;
			});
			const edit = async (change?: keyof AccountChanges) => {
				for (const [{ provider }, credential] of credentials) {
					const { accounts, credential: type, credentials: kept } = provider;
					const changed = change && accounts.changes[change](sandbox);
					await credential.fill({ ...kept[type].data(sandbox), ...changed });
				}
			};
			/** What each provider has accepted so far, and the outcomes of the last execution. */
			const state = () =>
				Object.fromEntries(
					posts.map((post) => [
						post.provider.name,
						[...acceptances(post, post.letters), ...Object.values(outcomes(post.letters))],
					]),
				);
			const all = (named: unknown[], nameless: unknown[] = named) =>
				Object.fromEntries(
					posts.map(({ provider: { name, accounts } }) => [
						name,
						accounts.areNameless ? nameless : named,
					]),
				);

			await run(posts, 1);
			const sent = state();
			await edit('newToken');
			await run(posts, 2);
			const renewed = state();
			await edit('otherAccount');
			await run(posts, 3);
			const other = state();
			await edit();
			await run(posts, 4);
			const back = state();
			const letters = posts.flatMap((post) => post.letters);
			const outcomesOf = (states: typeof sent) =>
				tally(Object.values(states).flatMap((each) => each.slice(2) as Outcome[]));
			figures.add('A credential that is edited', {
				letters: letters.length,
				...outcomesOf(sent),
			});
			for (const [title, states] of Object.entries({
				'  its token is renewed': renewed,
				'  it is changed to another account': other,
				'  it is changed back': back,
			})) {
				figures.add(title, outcomesOf(states));
			}

			const doubted = [1, 1, 'maybeSent', 'maybeSent'];
			expect(sent).toEqual(all([1, 1, 'sent', 'sent']));
			expect(renewed).toEqual(all([1, 1, 'alreadySent', 'alreadySent'], doubted));
			expect(other).toEqual(all([2, 2, 'sent', 'sent'], doubted));
			expect(back).toEqual(
				all([2, 2, 'alreadySent', 'alreadySent'], [1, 1, 'alreadySent', 'alreadySent']),
			);
		});
	});
}
