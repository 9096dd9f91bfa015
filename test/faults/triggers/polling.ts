import { sleep } from 'n8n-workflow';
import type { Duration } from '../../../sandbox';
import { newMarker, type CellResult } from '../cell';
import type { OtherOrigin } from '../otherOrigin';
import { accountIn, injectFault, type FaultCase } from '../faults';
import type { PartMode } from '../part';
import type { Environment } from '../../../tools/providers/operations';
import { credentialType, leaksIn, secretsOf, textsIn } from '../secrets';
import { problemsIn, type SeenOutcome } from '../userView';
import type { PolledEvent } from './events';
import { PolledTrigger, type Polled } from './polledTrigger';

/** Which of a trigger's polls meets the fault. */
export interface PollingMode extends PartMode {
	meets: 'activation' | 'news' | 'example';
	/** How many of its requests pass before the fault. */
	skip?: number;
	/** n8n is killed after that poll. */
	isCrash?: boolean;
}

/** A column of the triggers' tables. */
export const POLLING_MODES: PollingMode[] = [
	{ name: 'a poll', legend: 'a poll that has something to tell meets the fault', meets: 'news' },
	{
		name: 'a poll, later',
		legend: 'the same, but its first request passes',
		meets: 'news',
		skip: 1,
	},
	{
		name: 'a poll, crash',
		legend: 'as in "a poll"; then n8n is killed and goes on from what it had saved',
		meets: 'news',
		isCrash: true,
	},
	{ name: 'activation', legend: 'the first poll of all meets the fault', meets: 'activation' },
	{ name: 'test event', legend: 'Fetch Test Event meets the fault', meets: 'example' },
];

/**
 * How many polls without a fault follow: a few to see that nothing is reported again, and as many as necessary
 * where others of the same account are slow, or where a thing is polled once an hour.
 */
const SETTLING = { least: 3, most: 70 };

const MINUTE = 60_000;

const ALWAYS = 1_000_000;

/**
 * Runs a cell in which a trigger has to report an event, while a poll meets a fault. Each change of a thing is
 * reported once; after a crash, the events of the last poll may be reported again.
 */
export async function runPollingCell(
	{ event, fault, mode }: { event: PolledEvent; fault: FaultCase; mode: PollingMode },
	{ engine, sandbox }: Environment,
	elsewhere: OtherOrigin,
): Promise<CellResult> {
	const { provider } = event;
	await sandbox.faults.clear();
	const marker = newMarker();
	const thing = await event.thing(sandbox, marker);
	const account = provider.account(sandbox);
	const node = {
		name: 'Trigger',
		type: `n8n-nodes-certified-mail.${provider.name}Trigger`,
		typeVersion: 1,
		credentials: { [provider.credential]: { id: marker, name: 'Account of the cell' } },
		parameters: { event: event.event, ...event.parameters, ...thing.parameters },
	};
	const trigger = new PolledTrigger({ engine, sandbox }, node, thing.name);

	const poll = async () => await trigger.poll({ [provider.credential]: account });
	const pollWithFault = async (): Promise<Polled> => {
		injectFault(fault, sandbox, {
			provider: event.server ?? provider.name,
			skip: mode.skip ?? 0,
			times: ALWAYS,
			scene: { elsewhere: `${elsewhere.url}/${marker}` },
		});
		const credentials = { [provider.credential]: accountIn(fault, account) };
		const polled = await trigger.poll(credentials, mode.meets === 'example' ? 'manual' : 'trigger');
		await sandbox.faults.clear();
		return polled;
	};

	const breaches: string[] = [];
	const activation = mode.meets === 'activation' ? await pollWithFault() : await poll();
	// If the activation failed or timed out, the next poll is the first, and until then no event is new.
	for (let polls = 1; trigger.memory === '{}' && polls < SETTLING.most; polls++) {
		await sleep(MINUTE);
		await poll();
	}
	trigger.save();
	if (activation.events.length > 0) breaches.push('the first poll tells what is no news');
	await thing.come?.();
	const passed = thing.changesIn ?? { minutes: 10 };
	sandbox.clock.advance(passed);

	let troubled = activation;
	if (mode.meets !== 'activation') {
		const before = trigger.memory;
		troubled = await pollWithFault();
		if (mode.meets === 'example' && trigger.memory !== before) {
			breaches.push('Fetch Test Event changes what the trigger remembers');
		}
	}
	if (mode.isCrash) trigger.crash();
	const isWanting = (polls: number) =>
		polls < SETTLING.least || (trigger.emitted.size === 0 && polls < SETTLING.most);
	for (let polls = 0; isWanting(polls); polls++) {
		await sleep(MINUTE);
		const { error } = await poll();
		if (error) breaches.push(`a poll fails without a fault: ${error.message}`);
	}

	sandbox.clock.advance(backwards(passed));

	const { error } = troubled;
	if (error) {
		const { message, description } = error as Error & { description?: string };
		breaches.push(...problemsIn(message, description ?? ''));
	}
	const repeated = [...trigger.emitted].filter(([, times]) => times > 1).map(([id]) => id);
	const again = mode.isCrash ? repeated.filter((id) => troubled.events.includes(id)).length : 0;
	const duplicates = repeated.length - again;
	const lost = trigger.emitted.size === 0 ? 1 : 0;
	if (duplicates > 0) breaches.push(`told more than once: ${repeated.join(', ')}`);
	if (lost > 0) breaches.push('it is never told');

	const secrets = secretsOf(credentialType(provider.credential), account);
	const found = leaksIn(textsIn(trigger.traces), secrets);
	const visits = elsewhere.visits(marker);
	// Documents are fetched without a credential, and may be on another origin.
	const strayed = event.server ? leaksIn(textsIn(visits), secrets).length : visits.length;
	if (found.length > 0) breaches.push(`secrets in what the trigger left: ${found.join(', ')}`);
	if (strayed > 0) breaches.push(`${strayed} requests went to another origin`);
	return {
		outcomes: [outcomeOf(troubled, mode)],
		accepted: trigger.emitted.size,
		duplicates,
		again,
		lost,
		falseClaims: 0,
		leaks: found.length + strayed,
		breaches,
	};
}

const backwards = ({ days = 0, minutes = 0 }: Duration): Duration => ({
	days: -days,
	minutes: -minutes,
});

function outcomeOf({ error, events, items }: Polled, { meets }: PollingMode): SeenOutcome {
	if (error) return 'poll failed';
	if (meets === 'news' && events.length === 0) return 'put off';
	return meets === 'example' && !items ? 'put off' : 'ok';
}
