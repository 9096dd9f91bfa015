import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../../../sandbox/faults';
import type { JournalRequest } from '../../../../sandbox/journal';
import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import { PROVIDERS } from '../../../../tools/providers';
import type { StatusRead } from '../../../../tools/providers/operations';
import { operationsOf, partsOf, type Operation } from '../../../faults/operations';
import { failureIn } from '../../../support/failedItems';

const stage = setStage();
beforeEach(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** An operation that can wait for a final status. */
type Waiter = Operation & { status: StatusRead };

const operations = PROVIDERS.flatMap(operationsOf);
const waiters: Waiter[] = operations.flatMap((operation) => {
	const { status } = operation.row;
	return status ? [{ ...operation, status }] : [];
});
const titleOf = ({ provider, title }: Operation) => `${provider.title}: ${title}`;

it('Each operation with the option, and no other, is tried here', () => {
	const withOption = operations.filter(({ waits }) => waits).map(titleOf);
	expect(waiters.map(titleOf)).toEqual(withOption);
	expect(withOption).toHaveLength(7);
});

describe.each(waiters.map((waiter) => [titleOf(waiter), waiter] as const))('%s', (_, waiter) => {
	const { provider, key, row, status } = waiter;

	const node = (options: INodeParameters = {}, more: object = {}) =>
		provider.node(
			partsOf(key),
			{
				...row.parameters,
				options: { waitForFinalStatus: true, waitAtMost: 2, ...options },
			},
			{ name: 'Get', ...more },
		);

	/** Its token is not renewed: token requests would be counted, too. */
	const account = provider.accounts.unrenewed ?? provider.account;
	const credentials = () => ({ [provider.credential]: account(stage.sandbox) });

	const run = (ids: string[], options: INodeParameters = {}, more: object = {}) =>
		stage.engine.run(chain(start, node(options, more)), {
			input: ids.map((id) => ({ json: { id } })),
			credentials: credentials(),
		});

	let number = 0;
	/** Sends a message of each kind; the journal begins after that. */
	const sent = async (...kinds: Array<'final' | 'nothing'>) => {
		const ids: string[] = [];
		for (const becomes of kinds) ids.push(await status.send(stage.sandbox, becomes, ++number));
		stage.sandbox.journal.clear();
		return ids;
	};

	const requests = () => stage.sandbox.journal.requests(provider.name);

	/** Lets the requests after the first one meet a fault. */
	const failLater = (times: number, fault: Fault) =>
		stage.sandbox.faults.add({ provider: provider.name, on: row.on, skip: 1, times, fault });

	it('waits until the status is final', async () => {
		const ids = await sent('final');
		const began = Date.now();
		const { items, error } = await run(ids, { waitAtMost: 10 });
		expect(error).toBeUndefined();
		expect(items('Get')).toMatchObject([
			{ json: { delivery: { final: true } }, pairedItem: { item: 0 } },
		]);
		expect(Date.now() - began).toBeGreaterThan(4 * SECOND);
		expect(Date.now() - began).toBeLessThan(7 * MINUTE);
	});

	it('reads once what is final already', async () => {
		const [final] = await sent('final');
		stage.sandbox.clock.advance({ minutes: 6 });
		const { items } = await run([final]);
		expect(items('Get')).toMatchObject([{ json: { delivery: { final: true } } }]);
		expect(requests()).toHaveLength(1);
	});

	it('gives the last status when the time is up, which is no failure', async () => {
		const ids = await sent('nothing');
		const began = Date.now();
		const { items, error, status: ended } = await run(ids);
		expect(error).toBeUndefined();
		expect(ended).toBe('success');
		expect(items('Get')).toMatchObject([{ json: { delivery: { final: false } } }]);
		expect(Date.now() - began).toBeGreaterThan(1.9 * MINUTE);
		expect(Date.now() - began).toBeLessThan(2.2 * MINUTE);
	});

	it('asks less and less often, and for the last time when the time is up', async () => {
		const ids = await sent('nothing');
		await run(ids, { waitAtMost: 5 });
		const times = requests().map(({ at }) => Date.parse(at));
		const gaps = times.slice(1).map((time, index) => (time - times[index]) / SECOND);
		expect(gaps[0]).toBeGreaterThan(4);
		expect(Math.max(...gaps)).toBeLessThan(62);
		// The last request comes when the time is up.
		expect(gaps.slice(0, -1)).toEqual([...gaps.slice(0, -1)].sort((a, b) => a - b));
		expect(requests().length).toBeLessThan(14);
		expect(times.at(-1)! - times[0]).toBeGreaterThan(4.9 * MINUTE);
	});

	it('takes a status that is not documented for none that is final', async () => {
		const [id] = await sent('final');
		stage.sandbox.faults.add({
			provider: provider.name,
			on: row.on,
			times: 100,
			fault: { kind: 'status', status: 200, body: status.undocumented(id) },
		});
		const { items, error } = await run([id]);
		expect(error).toBeUndefined();
		expect(items('Get')).toMatchObject([
			{ json: { delivery: { final: false, state: status.state ?? 'unknown' } } },
		]);
		expect(requests().length).toBeGreaterThan(3);
	});

	it('asks nothing more once the execution was stopped, and ends at once', async () => {
		const ids = await sent('nothing', 'nothing');
		const running = run(ids, { waitAtMost: 60 });
		await pass(90 * SECOND);
		const [count, stoppedAt] = [requests().length, Date.now()];
		running.stop();
		const { status: ended } = await running;
		expect(ended).toBe('canceled');
		expect(Date.now() - stoppedAt).toBeLessThan(SECOND);
		await pass(10 * MINUTE);
		expect(requests()).toHaveLength(count);
		expect(count).toBeGreaterThan(2);
	});

	it('goes on over an outage of the provider', async () => {
		const ids = await sent('final');
		failLater(5, { kind: 'status', status: 503, body: {} });
		const { items, error } = await run(ids, { waitAtMost: 10 });
		expect(error).toBeUndefined();
		expect(items('Get')).toMatchObject([{ json: { delivery: { final: true } } }]);
	});

	it('fails with the last status if it does not know how it stands when the time is up', async () => {
		const ids = await sent('final');
		failLater(1000, { kind: 'status', status: 503, body: {} });
		const { items } = await run(ids, {}, { onError: 'continueRegularOutput' });
		const [failure] = items('Get').map(failureIn);
		expect(failure?.details).toMatchObject({ lastStatus: { final: false }, httpCode: '503' });
		expect(failure?.details.description).toContain('The last status that could be read: ');
	});

	it('fails with the last status if nobody answered before the time was up', async () => {
		const ids = await sent('final');
		failLater(1000, { kind: 'silence', accept: false });
		const { items } = await run(ids, {}, { onError: 'continueRegularOutput' });
		const [failure] = items('Get').map(failureIn);
		expect(failure?.details).toMatchObject({ lastStatus: { final: false } });
	});

	it('fails an item that is refused, with its last status, and waits for the others', async () => {
		const ids = await sent('final');
		const [other] = await sent('final');
		stage.sandbox.clock.advance({ minutes: 6 });
		const [open] = await sent('nothing');
		stage.sandbox.faults.add({
			provider: provider.name,
			on: row.on,
			skip: 3,
			times: 1000,
			fault: { kind: 'status', status: 403, body: {} },
		});
		const { items } = await run([...ids, open, other], {}, { onError: 'continueRegularOutput' });
		const [first, failed, last] = items('Get');
		expect([first, last].map(({ json }) => json.delivery)).toMatchObject([
			{ final: true },
			{ final: true },
		]);
		expect(failureIn(failed)?.details).toMatchObject({ lastStatus: { final: false } });
		expect(failed.pairedItem).toEqual({ item: 1 });
	});

	it('ends the run at a failure, where the node does not continue', async () => {
		const ids = await sent('nothing', 'nothing', 'nothing');
		stage.sandbox.faults.add({
			provider: provider.name,
			skip: 3,
			times: 10,
			fault: { kind: 'status', status: 403, body: {} },
		});
		const began = Date.now();
		const { error } = await run(ids);
		expect(error?.context).toMatchObject({ lastStatus: { final: false } });
		expect(Date.now() - began).toBeLessThan(10 * SECOND);
		const count = requests().length;
		await pass(5 * MINUTE);
		expect(requests()).toHaveLength(count);
	});

	it('waits as the tool of an agent, for several calls at once', async () => {
		const ids = await sent('final', 'nothing');
		const calls = await stage.engine.callTool(
			chain(
				start,
				provider.node(
					partsOf(key),
					{
						...withArgument(row.parameters),
						options: { waitForFinalStatus: true, waitAtMost: 6 },
					},
					{ name: 'Get' },
				),
			),
			'Get',
			ids.map((id) => ({ id })),
			{ credentials: credentials(), together: true },
		);
		expect(calls.map(({ error }) => error)).toEqual([undefined, undefined]);
		const answers = calls.map(({ items: [item] }) => deliveryOf(item));
		expect(answers).toMatchObject([{ final: true }, { final: false }]);
	});

	it('looks at 60 items in few requests a minute', async () => {
		const ids = await sent(...Array<'nothing'>(60).fill('nothing'));
		const options = { waitAtMost: 5, ...paceOf(status) };
		const { items, error } = await run(ids, options);
		expect(error).toBeUndefined();
		expect(items('Get').map(({ pairedItem }) => pairedItem)).toEqual(
			ids.map((_id, item) => ({ item })),
		);
		const timesOf = (some: JournalRequest[]) => some.map(({ at }) => Date.parse(at));
		const firsts = ids.map((id) => requests().find((request) => isAbout(request, id)));
		const again = requests().filter((request) => !firsts.includes(request));
		const { perMinute = Infinity, isListed } = status;
		expect(again.length).toBeGreaterThan(5);
		expect(mostInAMinute(timesOf(requests()))).toBeLessThanOrEqual(perMinute);
		expect(mostInAMinute(timesOf(again))).toBeLessThanOrEqual(perMinute / 2);
		// Messages in a list are read individually at the beginning and after five minutes.
		if (isListed) expect(requests().length).toBeLessThan(3 * ids.length);
	}, 120_000);
});

const pass = async (milliseconds: number) =>
	await new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether an ID is in the path, the query or the body of a request. */
const isAbout = ({ path, query, body }: JournalRequest, id: string) =>
	JSON.stringify([path, query, body]).includes(id);

const paceOf = ({ perMinute }: StatusRead): INodeParameters =>
	perMinute === undefined ? {} : { maxRequestsPerMinute: perMinute };

/** The maximum number of moments within a minute. */
const mostInAMinute = (times: number[]) =>
	times.reduce(
		(most, begin) =>
			Math.max(most, times.filter((time) => time >= begin && time < begin + MINUTE).length),
		0,
	);

/** Uses the ID from the model instead of the item's. */
const withArgument = (parameters: INodeParameters): INodeParameters =>
	JSON.parse(JSON.stringify(parameters).replaceAll('$json.id', "$fromAI('id')")) as INodeParameters;

const deliveryOf = (item: Record<string, unknown>) =>
	(item.json as Record<string, unknown> | undefined)?.delivery ?? item.delivery;
