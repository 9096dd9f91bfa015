import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { setStage } from '../../tools/engine/stage';
import { chain } from '../../tools/engine/chain';
import { PROVIDERS } from '../../tools/providers';
import type { PollEvent } from '../../tools/providers/pollEvents';

const stage = setStage();

/** All pairs of a trigger's events: the one that it was set to before, and the one that it is set to now. */
const pairsOf = (events: PollEvent[]) =>
	events.flatMap((before) =>
		events
			.filter((after) => after !== before)
			.map((after) => ({ from: before.title, to: after.title, before, after })),
	);

let markers = 0;

describe.each(PROVIDERS)('The trigger of $title', (provider) => {
	const { credential, account, trigger, sandboxSettings, pollEvents } = provider;

	/** The polls of one trigger, whose event can be changed. */
	function polls() {
		const staticData: IDataObject = {};
		const id = `another-event-${markers}`;
		return async (parameters: INodeParameters) => {
			const workflow = { id, ...chain({ ...trigger.node, parameters }) };
			const credentials = { [credential]: account(stage.sandbox) };
			const { items, error } = await stage.engine.poll(workflow, { credentials, staticData });
			if (error) throw error;
			return items?.map(({ json }) => json.eventId) ?? [];
		};
	}

	it.each(pairsOf(pollEvents.events))(
		'that was set to "$from" begins anew with "$to": it tells nothing of what was before',
		async ({ before, after }) => {
			sandboxSettings.liftLimits?.(stage.sandbox);
			const marker = `switch${markers++}`;
			const poll = polls();
			const things = [
				await before.thing(stage.sandbox, `${marker}a`),
				await after.thing(stage.sandbox, `${marker}b`),
			];
			const [first, second] = [before, after].map(({ event, parameters }, at) => ({
				event,
				...parameters,
				...things[at].parameters,
			}));
			await poll(first);
			for (const { come } of things) await come?.();
			for (const { changesIn = { minutes: 10 } } of things) stage.sandbox.clock.advance(changesIn);
			// Some things are listed in one poll, and fetched in the next.
			const told = [...(await poll(first)), ...(await poll(first))];
			expect(told).not.toEqual([]);
			expect(await poll(second)).toEqual([]);
		},
	);
});
