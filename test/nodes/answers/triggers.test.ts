import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { isObject } from '../../../nodes/shared/json';
import packageJson from '../../../package.json';
import { startSandbox } from '../../../sandbox';
import { chain } from '../../../tools/engine/chain';
import { choices, instanceFrom } from '../../../tools/engine/published';
import { setStage } from '../../../tools/engine/stage';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import type { EventAnswers } from '../../../tools/providers/answers';
import { connect, hangUp, webhookTriggers } from '../../../tools/providers/webhookTriggers';
import { newMarker } from '../../faults/cell';
import { POLLED_EVENTS, type PolledEvent } from '../../faults/triggers/events';
import { leavesOf, MEANINGFUL, type Leaf } from './answer';
import { noteAnswers } from './noted';

/** The items of a trigger contain each field of the provider's answers, and nothing else. */
const stage = setStage();
beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});
afterEach(async () => {
	jest.restoreAllMocks();
	await hangUp();
});

/** The fields that the nodes add themselves, and what they are derived from. */
const ADDED = {
	eventId: 'The ID of the thing and its state.',
	delivery: 'The status in the common vocabulary.',
	'webhook.id': 'The header by which Standard Webhooks names an event.',
	previousState: 'The state that an earlier poll has seen.',
	previousStatus: 'The status that an earlier poll has seen.',
	...Object.fromEntries(
		['fileName', 'mimeType', 'size', 'sha256'].map((name) => [name, 'The file itself.']),
	),
};

/** The maximum number of polls until a trigger emits: some list in one poll, and fetch in the next. */
const MAX_POLLS = 3;

/** An answer without the entries of its lists that are about other things. */
function onlyAbout(name: string, answer: unknown): unknown {
	const isNamed = (value: unknown) => JSON.stringify(value).includes(name);
	if (Array.isArray(answer)) {
		const own = answer.filter((each) => isObject(each) && isNamed(each));
		return (own.length > 0 ? own : answer).map((each) => onlyAbout(name, each));
	}
	if (!isObject(answer)) return answer;
	return Object.fromEntries(
		Object.entries(answer).map(([key, each]) => [key, onlyAbout(name, each)]),
	);
}

const isObjectOrList = (body: unknown) => isObject(body) || Array.isArray(body);

/** An answer to the request for an access token (RFC 6749, 5.1). */
const isToken = (body: unknown) => isObject(body) && 'access_token' in body;

/** What a trigger emitted about one thing for an event, and what the provider answered meanwhile. */
async function poll({ provider, thing, event, parameters }: PolledEvent) {
	const sandbox = await startSandbox();
	provider.sandboxSettings.liftLimits?.(sandbox);
	const marker = newMarker();
	const { name, come, changesIn = { minutes: 10 }, ...own } = await thing(sandbox, marker);
	const node = {
		name: 'Trigger',
		type: `n8n-nodes-certified-mail.${provider.name}Trigger`,
		typeVersion: 1,
		credentials: { [provider.credential]: { id: marker, name: 'Account' } },
		parameters: { event, ...parameters, ...own.parameters },
	};
	const staticData: IDataObject = {};
	const credentials = { [provider.credential]: provider.account(sandbox) };
	const workflow = { ...chain(node), id: marker };
	const pollOnce = async () => {
		const { items, error } = await stage.engine.poll(workflow, { credentials, staticData });
		expect(error?.message).toBeUndefined();
		return (items ?? []).filter(({ json }) => JSON.stringify(json).includes(name));
	};
	expect(await pollOnce()).toEqual([]);
	await come?.();
	sandbox.clock.advance(changesIn);
	let items: INodeExecutionData[] = [];
	let answers: ReturnType<typeof noteAnswers> = [];
	for (let polls = 0; items.length === 0 && polls < MAX_POLLS; polls++) {
		answers = noteAnswers();
		items = await pollOnce();
		jest.restoreAllMocks();
	}
	await sandbox.stop();
	expect(items.length).toBeGreaterThan(0);
	const told = answers
		.filter(({ body, status }) => status === 200 && isObjectOrList(body) && !isToken(body))
		.map(({ body }) => onlyAbout(name, body));
	return { outputs: items.map(({ json }) => json), told };
}

const isOneOf = ({ name, path }: Leaf, names: Record<string, string>) =>
	Object.keys(names).some(
		(each) =>
			each === name || path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`),
	);

/** Values that may be equal by chance: for these, the name is compared as well. */
const isCommon = ({ name, value }: Leaf) =>
	typeof value !== 'string' || value.length < 4 || MEANINGFUL.includes(name);

const isAlike = (one: Leaf, other: Leaf) =>
	one.value === other.value &&
	(!isCommon(one) || [one.name, `mail_${one.name}`].includes(other.name));

/** The paths of answer fields that no output has. */
const missingIn = (told: unknown[], outputs: Leaf[], leftOut: Record<string, string>) =>
	told
		.flatMap((answer) => leavesOf(answer))
		.filter((leaf) => !isOneOf(leaf, leftOut))
		.filter((leaf) => !outputs.some((output) => isAlike(leaf, output)))
		.map(({ path }) => path);

/** The paths of output fields whose values no answer has. */
const inventedIn = (outputs: IDataObject[], told: unknown[], made: Record<string, string>) =>
	outputs
		.flatMap((output) => leavesOf(output))
		.filter((leaf) => !isOneOf(leaf, { ...ADDED, ...made }))
		.filter(({ value }) => value !== undefined && !told.some((each) => has(each, value)))
		.map(({ path }) => path);

/** Whether an answer contains a value, also as a key, such as the address by which a list is sorted. */
const has = (answer: unknown, value: unknown): boolean =>
	typeof answer === 'object' && answer !== null
		? Object.entries(answer).some(([key, each]) => key === value || has(each, value))
		: answer === value;

/** The required and the actual content of an event's item. */
interface Told {
	outputs: IDataObject[];
	told: unknown[];
}

function expectFaithful(
	{ name, answers }: Provider,
	{ leftOut = {}, made = {} }: EventAnswers = {},
	{ outputs, told }: Told,
): void {
	const file = `tools/providers/${name}/answers.ts`;
	const missing = missingIn(told, leavesOf(outputs), { ...answers.leftOut, ...leftOut });
	const invented = inventedIn(outputs, told, made);
	expect([
		...missing.map(
			(path) =>
				`${file}: '${path}' is in an answer and not in the item; name it in 'leftOut' of the event with the reason, or put it out`,
		),
		...invented.map(
			(path) =>
				`${file}: '${path}' is in the item and in no answer; name it in 'made' of the event with what it is made of`,
		),
	]).toEqual([]);
}

const named = POLLED_EVENTS.map((event) => [event.title, event] as const);

it.each(named)(
	'All that the provider tells is in the item, and nothing else: %s',
	async (_, event) => {
		const { provider } = event;
		const exceptions = provider.answers.polled?.[event.event];
		const told = await poll(event);
		expectFaithful(provider, exceptions, told);
		const leaves = [told.told, told.outputs].flat().flatMap((each) => leavesOf(each));
		const names = Object.values(exceptions ?? {}).flatMap((each) => Object.keys(each as object));
		expect(names.filter((name) => !leaves.some((leaf) => isOneOf(leaf, { [name]: '' })))).toEqual(
			[],
		);
	},
);

const descriptions = packageJson.n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

/** Data of every kind. */
const DATA: IDataObject = {
	id: 'thing-1',
	name: 'Ada',
	recipient: 'ada@example.org',
	status: 'NEW',
	count: 7,
	isTrue: false,
	nothing: null,
	empty: '',
	list: [{ deep: 'one' }, 'two'],
	object: { deep: { deeper: 'three' } },
};

/** Fields that no page mentions for an event. */
const BESIDE = { organization: 'org-1', version: 3, tags: ['four'], more: { deep: true } };

/** The events in the form of a webhook trigger, one for each category. */
const pushedBy = (provider: Provider) =>
	choices(
		descriptions
			.find(({ name }) => name === `${provider.name}WebhookTrigger`)
			?.properties.find(({ name }) => name === 'events'),
	).map(({ value }) => value.replace('*', 'unheard_of'));

const PUSHED = PROVIDERS.filter(({ webhook }) => webhook).flatMap((provider) =>
	[...pushedBy(provider), 'unheard of'].map(
		(type) => [`${provider.title}: ${type}`, provider, type] as const,
	),
);

it.each(PUSHED)(
	'All that comes with an event is in the item, and nothing else: %s',
	async (_, provider, type) => {
		const { checking } = webhookTriggers[provider.name];
		const line = await connect(stage, provider.name, checking.nothing);
		const sent = jest.spyOn(globalThis, 'fetch');
		await line.webhook.push({ type, data: DATA, beside: BESIDE });
		expect(line.started).toHaveLength(1);
		expectFaithful(provider, provider.answers.pushed, {
			outputs: line.started.map(({ json }) => json),
			told: sent.mock.calls.map(([, request]) => JSON.parse(request?.body as string) as unknown),
		});
	},
);
