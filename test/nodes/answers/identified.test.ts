import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { isObject, textOf } from '../../../nodes/shared/json';
import packageJson from '../../../package.json';
import { chain, start } from '../../../tools/engine/chain';
import { instanceFrom, operationsOf as publishedBy } from '../../../tools/engine/published';
import { setStage } from '../../../tools/engine/stage';
import { connect, hangUp, webhookTriggers } from '../../../tools/providers/webhookTriggers';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { markersOnly } from '../../../tools/providers/operations';
import { newMarker } from '../../faults/cell';
import { operationsOf, partsOf, type Operation } from '../../faults/operations';
import { POLLED_EVENTS } from '../../faults/triggers/events';

/** What identifies messages in all outputs of all nodes: their IDs, and whether they were sent before. */
const stage = setStage();
beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});
afterEach(hangUp);

const descriptions = packageJson.n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

const parametersOf = (node: string, key: string) =>
	publishedBy(descriptions.find(({ name }) => name === node)!)
		.filter(
			({ resource, operation }) => partsOf(key).join() === [resource.value, operation.value].join(),
		)
		.flatMap(({ parameters }) => parameters);

/** Runs an operation for one item, by default one prepared by its row. */
async function run(
	provider: Provider,
	{ key, row }: Operation,
	parameters: INodeParameters = {},
	given?: INodeExecutionData[],
) {
	const { engine, sandbox } = stage;
	const prepare = row.prepare ?? markersOnly;
	const markers = [newMarker()];
	const input = given ?? (await prepare({ engine, sandbox }, markers));
	const credentials = { [provider.credential]: { id: provider.name, name: 'Account' } };
	const node = provider.node(partsOf(key), { ...row.parameters, ...parameters }, { credentials });
	const { error, items } = await engine.run(chain(start, node), {
		input,
		credentials: { [provider.credential]: (row.account ?? provider.account)(sandbox) },
	});
	expect(error?.message).toBeUndefined();
	return { input, outputs: items(node.name).map(({ json }) => json) };
}

/** All deliveries in an output, each with the object that contains it. */
function deliveriesIn(value: unknown): Array<{ delivery: IDataObject; around: IDataObject }> {
	if (Array.isArray(value)) return value.flatMap(deliveriesIn);
	if (!isObject(value)) return [];
	const own = isObject(value.delivery) ? [{ delivery: value.delivery, around: value }] : [];
	return [...own, ...Object.values(value).flatMap(deliveriesIn)];
}

const valuesIn = (value: unknown): unknown[] =>
	typeof value === 'object' && value !== null ? Object.values(value).flatMap(valuesIn) : [value];

/** A mail in an inbox is not always about a message that was sent. */
const isOfNoMessage = ({ classification }: IDataObject) =>
	isObject(classification) && classification.code === null;

/** Expects each delivery in an output to begin with an ID that is also next to it, or that was requested. */
function expectIdentified(output: IDataObject, asked: unknown[] = []) {
	for (const { delivery, around } of deliveriesIn(output)) {
		expect(Object.keys(delivery)).toEqual(['id', 'state', 'final', 'event', 'at']);
		if (isOfNoMessage(around)) expect(delivery.id).toBeNull();
		else expect([...asked, ...valuesIn({ ...output, delivery: null })]).toContain(delivery.id);
	}
}

/** The parameters for Simplify on and off, if the operation has that option. */
const waysOf = (node: string, { key }: Operation): INodeParameters[] =>
	parametersOf(node, key).some(({ name }) => name === 'simplify')
		? [{ simplify: true }, { simplify: false }]
		: [{}];

describe.each(PROVIDERS)('The outputs of $title', (provider) => {
	const operations = operationsOf(provider);
	const named = (all: Operation[]) => all.map((operation) => [operation.title, operation] as const);

	it.each(named(operations))(
		'have the ID of the message in each delivery: %s',
		async (_, operation) => {
			for (const way of waysOf(provider.name, operation)) {
				const { input, outputs } = await run(provider, operation, way);
				for (const output of outputs) expectIdentified(output, valuesIn(input));
			}
		},
	);

	const sends = operations.filter(({ row }) => row.kind !== 'read');
	const readsOf = (send: Operation) =>
		operations.filter(
			({ key, row }) =>
				partsOf(key)[0] === partsOf(send.key)[0] &&
				['get', 'getStatus'].includes(partsOf(key)[1]) &&
				JSON.stringify(row.parameters).includes('$json.id'),
		);

	it.each(named(sends.filter((send) => readsOf(send).length > 0)))(
		'have an ID by which the message is found: %s',
		async (_, operation) => {
			const { outputs } = await run(provider, operation);
			for (const { delivery } of outputs) {
				if (!isObject(delivery)) continue;
				for (const read of readsOf(operation)) {
					const found = await run(provider, read, {}, [{ json: { id: delivery.id } }]);
					expect(found.outputs.map((output) => (output.delivery as IDataObject).id)).toEqual([
						delivery.id,
					]);
				}
			}
		},
	);

	it.each(named(sends.filter(({ row }) => row.deduplication)))(
		'tell right after the ID whether it was sent before: %s',
		async (_, operation) => {
			for (const way of waysOf(provider.name, operation)) {
				const options = {
					...(operation.row.parameters.options as object),
					deduplicationKey: newMarker(),
				};
				const { outputs } = await run(provider, operation, { ...way, options });
				const accepted = stage.sandbox.journal.accepted(provider.name).map(({ id }) => id);
				for (const output of outputs) {
					const names = Object.keys(output);
					const before = output[names[names.indexOf('alreadySent') - 1]];
					const told = valuesIn(before).map(textOf);
					const { delivery, id, uid } = output;
					const ids = [...accepted, id, uid, isObject(delivery) && delivery.id].map(textOf);
					expect(told.filter((value) => value !== '' && ids.includes(value))).not.toEqual([]);
				}
				expect(outputs).not.toEqual([]);
			}
		},
	);
});

describe('The outputs of a trigger', () => {
	it.each(
		POLLED_EVENTS.map((event) => [`${event.provider.title}: ${event.title}`, event] as const),
	)(
		'have the ID of the message in each delivery: %s',
		async (_, { provider, event, parameters, thing: toThing }) => {
			const { engine, sandbox } = stage;
			const marker = newMarker();
			const thing = await toThing(sandbox, marker);
			await thing.come?.();
			sandbox.clock.advance(thing.changesIn ?? { minutes: 10 });
			const trigger = {
				name: 'Trigger',
				type: `n8n-nodes-certified-mail.${provider.name}Trigger`,
				typeVersion: 1,
				parameters: { event, ...structuredClone(parameters), ...thing.parameters },
				credentials: { [provider.credential]: { id: marker, name: 'Account' } },
			};
			const { error, items } = await engine.poll(chain(trigger), {
				mode: 'manual',
				credentials: { [provider.credential]: provider.account(sandbox) },
				staticData: {},
			});
			expect(error?.message).toBeUndefined();
			expect(items).not.toEqual([]);
			for (const { json } of items ?? []) expectIdentified(json);
		},
	);

	it.each(Object.keys(webhookTriggers))(
		'have the ID of the message in each delivery: %s, pushed',
		async (name) => {
			const { happening, credentials } = webhookTriggers[name];
			const push = await happening(credentials(stage.sandbox), newMarker());
			stage.sandbox.clock.advance({ hours: 1 });
			const line = await connect(stage, name, {});
			await line.webhook.push(push);
			for (const { json } of line.started) expectIdentified(json);
		},
	);
});

describe('What splits an output', () => {
	const splitting = descriptions.flatMap((description) =>
		publishedBy(description).flatMap(({ parameters }) =>
			parameters.filter(
				({ name, displayName }) => /^split/i.test(name) || /^split/i.test(displayName),
			),
		),
	);

	it('is called Split by in every node, in the form as in the workflow', () => {
		expect(splitting.length).toBeGreaterThan(3);
		for (const { name, displayName, type } of splitting) {
			expect([name.slice(0, 7), displayName.slice(0, 9), type]).toEqual([
				'splitBy',
				'Split by ',
				'boolean',
			]);
		}
	});

	it('has one name for recipients', () => {
		const ofRecipients = splitting.filter(({ displayName }) => /recipient/i.test(displayName));
		expect(new Set(ofRecipients.map(({ name, displayName }) => `${name}: ${displayName}`))).toEqual(
			new Set(['splitByRecipient: Split by Recipient']),
		);
	});
});
