import type { INodeExecutionData, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import type { JournalRequest } from '../../../sandbox';
import { newMarker } from '../../faults/cell';
import { partsOf } from '../../faults/operations';
import { PROVIDERS } from '../../../tools/providers';
import { POLLED_EVENTS } from '../../faults/triggers/events';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson } from '../../../tools/engine/engine';
import { failureIn } from '../../support/failedItems';
import { setStage, type Stage } from '../../../tools/engine/stage';
import { connect, hangUp, webhookTriggers } from '../../../tools/providers/webhookTriggers';
import {
	isOfOperation,
	parametersTwice,
	parametersWith,
	triggerParameters,
	type OperationPlace,
	type Place,
	type TriggerPlace,
} from './places';

/** The source of an expression whose value no item can hold, such as a date. */
export class Source {
	constructor(readonly text: string) {}
}

/** The value of a piece of JavaScript in an expression. */
export const gives = (text: string) => new Source(text);

/** The result for a value. */
export interface Outcome {
	/** The error of the failed item, or of the trigger. */
	error?: string;
	/** `notSent`, ... */
	outcome?: string;
	/** The shapes of the output items. */
	outputs?: unknown[];
}

/** The results for the values that were entered in a field, one after the other. */
export interface Tried {
	/** The requests as the providers got them, in a stable order. */
	requests: string[];
	outcomes: Outcome[];
}

/** Options of a try. */
export interface How {
	/** Additional parameters. */
	more?: INodeParameters;
	/** Each value is a pair, for two entries of a list. */
	isTwice?: boolean;
	/** A text in the field before the expression. */
	before?: string;
}

/** A stage on which fields are filled in, with providers without rate limits. */
export interface Trying {
	stage: Stage;
	/** Fills in a field for one item per value, in one run that continues on failures. */
	each(place: Place, values: unknown[], how?: How): Promise<Tried>;
	/**
	 * Expects values to be equivalent: to lead to the same requests, and the same outputs or errors.
	 * @param groups of equivalent values, all of the same size; all are tried in one run
	 */
	expectAlike(place: Place, groups: unknown[][]): Promise<Tried>;
	/** Expects each value to be refused, with an error that names the field, and nothing to leave. */
	expectRefused(place: Place, values: unknown[], words?: RegExp, how?: How): Promise<Outcome[]>;
}

/** Sets the stage for the tests of a file. */
export function setTrying(): Trying {
	const stage = setStage();
	beforeAll(() => {
		for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
	});
	afterEach(hangUp);
	const each: Trying['each'] = async (place, values, how) => {
		if (!isOfOperation(place)) return await tryInTrigger(stage, place, values);
		return place.field.isFixed
			? await tryFixed(stage, place, values)
			: await tryInItems(stage, place, values, how);
	};
	return {
		stage,
		each,
		async expectAlike(place, groups) {
			const found = await each(place, groups.flat());
			const [{ length }] = groups;
			// Otherwise nothing would be tested.
			if (isOfOperation(place)) expect(found.requests).not.toEqual([]);
			groups.forEach((group, index) => {
				const outcomes = found.outcomes.slice(index * length, (index + 1) * length);
				expect({ group, outcomes }).toEqual({ group, outcomes: group.map(() => outcomes[0]) });
			});
			const single = found.requests.filter(
				(request) => found.requests.filter((other) => other === request).length % length !== 0,
			);
			// How far a trigger has to look back differs each time.
			expect(isOfOperation(place) ? single : []).toEqual([]);
			return found;
		},
		async expectRefused(place, values, words = /./, how = undefined) {
			const { isInJson, label } = place.field;
			// An empty value in JSON counts as absent.
			const tried = values.filter((value) => !isInJson || !isNothing(value));
			const { requests, outcomes } = await each(place, tried, how);
			const wrong = outcomes.flatMap(({ error = '', outcome }, index) => {
				const isNamed = error.includes(`The parameter '${label}'`) && words.test(error);
				const isClear = isNamed && !/undefined|\[object(?! Object\]$)/.test(error);
				// A read or a trigger sends nothing.
				const isSend = isOfOperation(place) && place.operation.row.kind !== 'read';
				const isSaid = !isSend || outcome === 'notSent';
				return isClear && isSaid ? [] : [{ value: tried[index], error, outcome }];
			});
			expect({ requests, wrong }).toEqual({ requests: [], wrong: [] });
			return outcomes;
		},
	};
}

const isNothing = (value: unknown) =>
	value === null || (value instanceof Source && value.text === 'undefined');

/** The values as an expression that selects one for each item. */
const byItem = (values: unknown[]) =>
	`[${values.map((value) => (value instanceof Source ? value.text : '$json.entered')).join(', ')}][$itemIndex]`;

/** For a field next to the name of a file. */
const IMAGE = { data: 'iVBORw==', mimeType: 'image/png', fileName: 'data' };

async function tryInItems(
	stage: Stage,
	place: OperationPlace,
	values: unknown[],
	{ more = {}, isTwice, before }: How = {},
): Promise<Tried> {
	const { provider, operation } = place;
	const { key, row } = operation;
	const markers = values.map(newMarker);
	const items: INodeExecutionData[] =
		(await row.prepare?.(stage, markers)) ?? markers.map((marker) => ({ json: { marker } }));
	const { sandbox, engine } = stage;
	const credentials = { [provider.credential]: (row.account ?? provider.account)(sandbox) };
	const parameters = isTwice
		? parametersTwice(place, ['$json.entered[0]', '$json.entered[1]'])
		: parametersWith(place, byItem(values), before);
	const node = provider.node(
		partsOf(key),
		{ ...parameters, ...more },
		{
			onError: 'continueRegularOutput',
			credentials: { [provider.credential]: { id: markers[0], name: 'Account' } },
		},
	);
	sandbox.journal.clear();
	const { error, items: itemsOf } = await engine.run(chain(start, node), {
		input: items.map((item, index) => {
			const entered = values[index];
			return {
				binary: { data: IMAGE },
				...item,
				json: { ...item.json, ...(entered instanceof Source ? {} : { entered }) },
			} as INodeExecutionData;
		}),
		credentials,
	});
	const without = withoutNames(items);
	const outputs = itemsOf(node.name);
	return {
		requests: requestsOf(stage, without, row.on),
		outcomes: items.map((_, index) => {
			const own = outputs.filter(({ pairedItem }) => itemOf(pairedItem) === index);
			const failure = own.map(failureIn).find(Boolean);
			if (error) return { error: error.message };
			if (!failure) return { outputs: own.map(shapeOf) };
			return {
				error: without(failure.message).replace(/ \[item \d+\]$/, ''),
				outcome: failure.details.outcome,
			};
		}),
	};
}

const itemOf = (pairedItem: INodeExecutionData['pairedItem']) =>
	typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : pairedItem;

/** A field without expressions has the same value for all items. */
async function tryFixed(stage: Stage, place: OperationPlace, values: unknown[]): Promise<Tried> {
	const all: Tried[] = [];
	for (const value of values) {
		const one = { ...place, field: { ...place.field, isFixed: true } };
		const parameters = parametersWith(one, '');
		const path = place.field.path;
		(parameters[path[0]] as INodeParameters)[path[1]] = value as NodeParameterValueType;
		all.push(await tryInItems(stage, place, [''], { more: { [path[0]]: parameters[path[0]] } }));
	}
	return joined(all);
}

const joined = (all: Tried[]): Tried => ({
	requests: all.flatMap(({ requests }) => requests).sort(),
	outcomes: all.flatMap(({ outcomes }) => outcomes),
});

/** A trigger has no items: it is run again with each value. */
async function tryInTrigger(stage: Stage, place: TriggerPlace, values: unknown[]): Promise<Tried> {
	const all: Tried[] = [];
	for (const value of values) {
		const text = value instanceof Source ? value.text : asSource(value);
		const entered = place.field.isFixed ? (value as NodeParameterValueType) : `={{ ${text} }}`;
		all.push(await (place.webhook ? tryPushed : tryPolled)(stage, place, entered));
	}
	return joined(all);
}

/** n8n's expressions do not accept these characters in a string. */
const asSource = (value: unknown) =>
	JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) =>
		end === '\u2028' ? '\\u2028' : '\\u2029',
	);

async function tryPolled(
	stage: Stage,
	place: TriggerPlace,
	entered: NodeParameterValueType,
): Promise<Tried> {
	const { engine, sandbox } = stage;
	const { provider } = place;
	const [, event] = place.field.shownBy.findLast(([[name]]) => name === 'event') ?? [];
	const polled =
		POLLED_EVENTS.find((each) => each.provider === provider && each.event === event) ??
		POLLED_EVENTS.find((each) => each.provider === provider)!;
	const marker = newMarker();
	const thing = await polled.thing(sandbox, marker);
	await thing.come?.();
	sandbox.clock.advance(thing.changesIn ?? { minutes: 10 });
	const parameters = triggerParameters(place, entered, {
		event: event ?? polled.event,
		...structuredClone(polled.parameters),
		...thing.parameters,
	});
	const trigger: INodeJson = {
		name: 'Trigger',
		type: `n8n-nodes-certified-mail.${place.node.name}`,
		typeVersion: 1,
		parameters,
		credentials: { [provider.credential]: { id: marker, name: 'Account' } },
	};
	sandbox.journal.clear();
	const { error, items } = await engine.poll(chain(trigger), {
		mode: 'manual',
		credentials: { [provider.credential]: provider.account(sandbox) },
		staticData: {},
	});
	return {
		requests: requestsOf(stage, withoutNames([{ json: { marker, name: thing.name } }])).map(
			withoutIds,
		),
		outcomes: [error ? { error: error.message } : { outputs: (items ?? []).map(shapeOf) }],
	};
}

/** Listens with the value while an event is pushed, and returns what starts the workflow. */
async function tryPushed(
	stage: Stage,
	place: TriggerPlace,
	entered: NodeParameterValueType,
): Promise<Tried> {
	const { sandbox } = stage;
	const provider = place.webhook!;
	const marker = newMarker();
	const { happening, credentials } = webhookTriggers[provider];
	const push = await happening(credentials(sandbox), marker);
	sandbox.clock.advance({ hours: 1 });
	sandbox.journal.clear();
	const without = withoutNames([{ json: { marker } }]);
	const line = await connect(stage, provider, triggerParameters(place, entered)).catch(
		(error: Error) => error,
	);
	if (line instanceof Error) {
		return { requests: requestsOf(stage, without), outcomes: [{ error: line.message }] };
	}
	await line.webhook.push(push);
	const [failure] = line.failures;
	return {
		requests: requestsOf(stage, without),
		outcomes: [failure ? { error: failure.message } : { outputs: line.started.map(shapeOf) }],
	};
}

/** Removes the names of items from a text, because they differ each time. */
function withoutNames(items: INodeExecutionData[]): (text: string) => string {
	const names = items.flatMap(({ json }) =>
		Object.entries(json).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
	);
	return (text) =>
		names
			.reduce(
				(rest, [name, value]) =>
					rest.replace(
						new RegExp(`(?<!\\w)${value.replace(/[^\w ]/g, '\\$&')}(?!\\w)`, 'g'),
						`<${name}>`,
					),
				text,
			)
			// Values derived from the execution and from the time.
			.replace(/"(expires|sig)":"[^"]*"/g, '"$1":""')
			.replace(/\b(?:[\da-f]{64}|[\da-f]{40})\b/g, '<derived>');
}

/** Removes IDs, because a trigger finds different things each time. */
const withoutIds = (request: string) =>
	request
		.replace(/\/(?!v\d)[^/"]*\d[^/"]*(?=[/"])/g, '/<id>')
		.replace(/"(tracking_id|uuid|uid)":"[^"]*"/g, '"$1":""');

/** Whether a request identifies someone, which is done once and not per item, or renews a token. */
const isQuestion = ({ path, query }: JournalRequest, asked = '') =>
	/token|oauth/.test(path) ||
	query.size === '1' ||
	(path.endsWith('get_project_info') && !asked.endsWith(path));

const requestsOf = (
	{ sandbox }: Stage,
	without: (text: string) => string,
	asked?: string,
): string[] =>
	sandbox.journal
		.requests()
		.filter((request) => !isQuestion(request, asked) && request.status !== 401)
		.map(({ provider, method, path, query, body, files }) =>
			without(JSON.stringify({ provider, method, path, query, body, files })),
		)
		.sort();

/** The shape of an item: its fields without the values, which differ each time. */
const shapeOf = ({ json, binary }: INodeExecutionData) => ({
	json: skeleton(json),
	binary: Object.keys(binary ?? {}),
});

function skeleton(value: unknown): unknown {
	if (Array.isArray(value)) return value.slice(0, 1).map(skeleton);
	if (typeof value !== 'object' || value === null) return '';
	const entries = Object.entries(value).map(([name, each]) => [name, skeleton(each)]);
	return Object.fromEntries(entries.sort()) as object;
}
