import {
	Expression,
	type INodeParameters,
	type INodeType,
	type NodeParameterValueType,
} from 'n8n-workflow';

import { n8n } from '../../package.json';
import { isObject } from '../../nodes/shared/json';
import { newMarker } from '../faults/cell';
import { operationsOf as rowsOf, partsOf, type Operation } from '../faults/operations';
import { PROVIDERS } from '../../tools/providers';
import { chain, start } from '../../tools/engine/chain';
import { fillIn, operationsOf, type Field } from '../support/fields';
import { instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';

/**
 * How often n8n evaluates an expression in a field, which is most of the cost of a run (docs/performance.md).
 * Each field of each operation gets a unique expression, in as few runs as show all fields.
 */
const stage = setStage();

/** n8n evaluates each property of a name twice, shown or not. The node reads it once more, if it needs it. */
const MIN_EVALUATIONS = 2;
const MAX_EVALUATIONS = 3;

/** n8n evaluates the content of a fixed collection once more each of the two times. */
const MORE_IN_A_COLLECTION = 2;

const ITEMS = 2;

const depthOf = ({ path }: Field) => path.filter((step) => /^\d+$/.test(step)).length;

/** What to enter, by field name. All other values are those of the fault matrix, or the defaults. */
const SAMPLES: Record<string, string> = {
	company: 'Acme Corporation',
	companySiren: '552100554',
	deduplicationKey: '={{ "key" + $json.unique }}',
	email: '={{ "jane" + $json.unique + "@example.org" }}',
	firstname: 'Jane',
	fromDay: '2026-03-01',
	lastname: 'Doe',
	mailbox: 'INBOX',
	mailboxId: '={{ $json.id }}',
	name: 'x-name',
	newRecipients: 'jane@example.org',
	newTextPlain: 'Hello',
	recipients: 'jane@example.org',
	schedule: 'tomorrow',
	textPlain: 'Hello',
	toDay: '2026-03-31',
};

/** The value of a parameter as the code of an expression. */
function codeOf(value: unknown): string {
	const [, alone] = /^=\{\{((?:(?!\{\{).)*)\}\}$/s.exec(String(value)) ?? [];
	if (alone !== undefined) return alone;
	if (typeof value !== 'string' || !value.startsWith('=')) return JSON.stringify(value);
	const pieces = value.slice(1).split(/\{\{(.*?)\}\}/s);
	return pieces.map((piece, index) => (index % 2 ? `(${piece})` : JSON.stringify(piece))).join('+');
}

/** A unique expression for a field, which returns the given value. */
const expressionFor = ({ path }: Field, value: unknown) =>
	`={{ "${path.join('.')}" && (${codeOf(value)}) }}`;

/** Fields that can be shown together, and the choices for that, by path. */
interface Variant {
	fields: Field[];
	choices: Map<string, NodeParameterValueType>;
}

/** Variants of an operation's form that together contain all of its fields. */
function variantsOf(fields: Field[]): Variant[] {
	const variants: Variant[] = [];
	const choicesFor = ({ shownBy }: Field) =>
		shownBy.map(([path, value]) => [path.join('.'), value] as const);
	const fits = (field: Field, { choices }: Variant) =>
		choicesFor(field).every(([path, value]) => (choices.get(path) ?? value) === value);
	for (const field of fields) {
		const variant = variants.find((each) => fits(field, each)) ?? {
			fields: [],
			choices: new Map(),
		};
		if (!variants.includes(variant)) variants.push(variant);
		for (const [path, value] of choicesFor(field)) variant.choices.set(path, value);
	}
	for (const variant of variants) {
		variant.fields = fields.filter((field) => fits(field, variant));
	}
	return variants;
}

function fieldsOf({ provider, key }: Operation): Field[] {
	const file = n8n.nodes.find((path) =>
		path.toLowerCase().endsWith(`/${provider.name}.node.js`.toLowerCase()),
	);
	const [resource, operation] = partsOf(key);
	return operationsOf(instanceFrom<INodeType>(file!).description)
		.filter((each) => each.resource === resource && each.operation === operation)
		.flatMap(({ fields }) => fields)
		.filter(({ mode = 'id' }) => mode === 'id');
}

const valueAt = (parameters: unknown, path: string[]): unknown =>
	path.reduce((value, step) => (value as Record<string, unknown> | undefined)?.[step], parameters);

/** Runs an operation with an expression in each field of a variant. @returns how often each was evaluated per item */
async function evaluationsOf(
	operation: Operation,
	{ fields, choices }: Variant,
	more: INodeParameters,
) {
	const { provider, row, key } = operation;
	const markers = Array.from({ length: ITEMS }, newMarker);
	const prepared =
		(await row.prepare?.(stage, markers)) ?? markers.map((marker) => ({ json: { marker } }));
	stage.sandbox.clock.advance({ minutes: 10 });
	const input = prepared.map((item) => ({ ...item, json: { ...item.json, unique: newMarker() } }));

	const parameters = structuredClone({ ...row.parameters, ...more });
	for (const [path, choice] of choices) {
		fillIn(parameters, { path: path.split('.'), shownBy: [] }, choice);
	}
	const expressions = new Map<unknown, Field>();
	for (const field of fields) {
		const given = valueAt(parameters, field.path);
		const value = isObject(given) ? given.value : given;
		// No item has a file.
		const usual = field.kind === 'files' ? '' : field.usual;
		const expression = expressionFor(field, SAMPLES[field.path.at(-1)!] ?? value ?? usual);
		expressions.set(expression, field);
		fillIn(parameters, { ...field, shownBy: [] }, expression);
	}

	const { credential } = provider;
	const account = (row.account ?? provider.account)(stage.sandbox);
	const node = provider.node(partsOf(key), parameters, {
		credentials: { [credential]: { id: markers[0], name: 'Account' } },
	});
	const evaluate = jest.spyOn(Expression.prototype, 'resolveSimpleParameterValue');
	const { error } = await stage.engine.run(chain(start, node), {
		input,
		credentials: { [credential]: account },
	});
	const given = evaluate.mock.calls.map(([expression]) => expression as unknown);
	evaluate.mockRestore();
	const counts = [...expressions].map(([expression, field]) => ({
		field,
		count: given.filter((each) => each === expression).length / ITEMS,
	}));
	return { error: error?.message, counts };
}

describe.each(PROVIDERS)('An expression in a field of $title', (provider) => {
	beforeAll(() => provider.sandboxSettings.liftLimits?.(stage.sandbox));

	it.each(rowsOf(provider).map((operation) => [operation.title, operation] as const))(
		'is worked out at most three times for an item: %s',
		async (_, operation) => {
			for (const variant of variantsOf(fieldsOf(operation))) {
				for (const more of [{}, { options: { combineItems: true } }]) {
					const { error, counts } = await evaluationsOf(operation, variant, more);
					expect(error).toBeUndefined();
					const strange = counts.filter(({ field, count }) => {
						const own = count - MORE_IN_A_COLLECTION * depthOf(field);
						return own < MIN_EVALUATIONS || own > MAX_EVALUATIONS;
					});
					expect(
						strange.map(({ field: { path }, count }) => `${path.join('.')}: ${count}`),
					).toEqual([]);
				}
			}
		},
	);
});
