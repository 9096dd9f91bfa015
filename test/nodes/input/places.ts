import type {
	IDataObject,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
	NodeParameterValueType,
} from 'n8n-workflow';
import packageJson from '../../../package.json';
import type { ReadKind } from '../../../nodes/shared/parameters/readers';
import { operationsOf as rowsOf, partsOf, type Operation } from '../../faults/operations';
import { PROVIDERS, type Provider } from '../../../tools/providers';
import { allFieldsIn, fillIn, operationsOf, type Field } from '../../support/fields';
import { instanceFrom } from '../../../tools/engine/published';
import type { FieldFacts } from '../../../tools/providers/fields';
import { webhookTriggers } from '../../../tools/providers/webhookTriggers';

/** A field of the package, and where it is filled in to see the effect. */
export type Place = OperationPlace | TriggerPlace;

interface InNode {
	title: string;
	field: Field;
	provider: Provider;
	node: INodeTypeDescription;
}

/** A field of an operation, in a node on which the operation succeeds. */
export interface OperationPlace extends InNode {
	operation: Operation;
}

/** A field of a trigger. */
export interface TriggerPlace extends InNode {
	/** The provider that pushes to it, if it is not polled. */
	webhook?: string;
}

export const isOfOperation = (place: Place): place is OperationPlace => 'operation' in place;

const descriptions = packageJson.n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

const providerOf = ({ credentials = [], name: node }: INodeTypeDescription): Provider => {
	const found = PROVIDERS.find(
		({ credential, name }) => credential === credentials[0]?.name || node.startsWith(name),
	);
	if (!found) throw new Error(`${node} has no provider in tools/providers`);
	return found;
};

const pathOf = ({ path, mode, isInJson }: Field) =>
	[path.join('.'), mode && `by ${mode}`, isInJson && 'in JSON'].filter(Boolean).join(' ');

function operationPlaces(node: INodeTypeDescription): OperationPlace[] {
	const provider = providerOf(node);
	const rows = rowsOf(provider);
	return operationsOf(node, allFieldsIn).flatMap(({ resource, operation, fields }) => {
		const row = rows.find(({ key }) => partsOf(key).join() === [resource, operation].join())!;
		return fields.filter(isFilledIn).map((field) => ({
			title: `${node.displayName}, ${row.title}: ${pathOf(field)}`,
			node,
			provider,
			operation: row,
			field,
		}));
	});
}

/** A notice is only read, and not filled in. */
const isFilledIn = ({ kind }: Field) => kind !== 'notice';

function triggerPlaces(node: INodeTypeDescription): TriggerPlace[] {
	const webhook = Object.keys(webhookTriggers).find((name) =>
		webhookTriggers[name].node.type.endsWith(`.${node.name}`),
	);
	return node.properties
		.flatMap((property) => allFieldsIn(property))
		.filter(isFilledIn)
		.map((field) => ({
			title: `${node.displayName}: ${pathOf(field)}`,
			node,
			provider: providerOf(node),
			field,
			webhook,
		}));
}

/** All fields of the package's nodes, ordered by kind. Resources and operations are covered by another test. */
export const places: Place[] = descriptions
	.flatMap((node): Place[] =>
		node.group.includes('trigger') ? triggerPlaces(node) : operationPlaces(node),
	)
	.sort((one, other) => one.field.kind.localeCompare(other.field.kind));

/**
 * The fields of some kinds.
 * @throws Error if a kind has none: then a test of it would test nothing
 */
export function placesOf(...kinds: ReadKind[]): Place[] {
	return kinds.flatMap((kind) => {
		const found = places.filter(({ field }) => field.kind === kind);
		if (found.length === 0) throw new Error(`No node has a field of the kind '${kind}'`);
		return found;
	});
}

/** Places as rows for `it.each`. */
export const named = <P extends Place>(all: P[]) =>
	all.map((place) => [place.title, place] as const);

/** How the fields of a node are filled in. */
const factsOf = (node: INodeTypeDescription): FieldFacts =>
	PROVIDERS.find(({ name }) => name === node.name)!.fields;

/** A valid entry of a list that is given as JSON. */
export const entryOf = ({ node, field }: Place): IDataObject =>
	factsOf(node).entries[field.path[0]]('');

/**
 * The parameters with which an operation succeeds, and an expression in the field.
 * @param expression without its braces
 * @param before a text before it
 */
export function parametersWith(
	{ operation, field, node }: OperationPlace,
	expression: string,
	before = '',
) {
	const last = field.path.at(-1)!;
	const { entries, beside } = factsOf(node);
	const parameters: INodeParameters = structuredClone({
		...operation.row.parameters,
		...beside?.(operation.key, field.path),
	});
	field.path.forEach((step, index) => {
		if (step !== '0' || field.isInJson) return;
		const list = field.path[index - 1];
		const entry = entries[list](index === field.path.length - 2 ? last : '');
		put(parameters, field.path.slice(0, index + 1), entry);
	});
	if (!field.isInJson) {
		fillIn(parameters, field, field.isFixed ? expression : `=${before}{{ ${expression} }}`);
		return parameters;
	}
	const [json] = field.path;
	const entry = JSON.stringify({ ...entries[json](last), [last]: EXPRESSION }).replace(
		`"${EXPRESSION}"`,
		`(${expression})`,
	);
	fillIn(parameters, { ...field, path: [json] }, `={{ [${entry}] }}`);
	return parameters;
}

/** The same with a second entry in the list, which is also filled in with an expression. */
export function parametersTwice(place: OperationPlace, [one, other]: [string, string]) {
	const { field } = place;
	const [first, second] = [one, other].map((expression) => parametersWith(place, expression));
	if (field.isInJson) {
		const [json] = field.path;
		const entries = [first, second].map((each) =>
			(each[json] as string).slice('={{ ['.length, -']}} '.length),
		);
		return { ...first, [json]: `={{ [${entries.join(', ')}] }}` };
	}
	const [list, name] = field.path;
	const entriesIn = (parameters: INodeParameters) => (parameters[list] as INodeParameters)[name];
	return { ...first, [list]: { [name]: [first, second].flatMap(entriesIn) } } as INodeParameters;
}

const EXPRESSION = 'expression';

const put = (parameters: INodeParameters, path: string[], value: IDataObject) =>
	fillIn(parameters, { path, shownBy: [] }, value as NodeParameterValueType);

/** The parameters of a trigger, with a value in the field. */
export function triggerParameters(
	{ field }: TriggerPlace,
	value: NodeParameterValueType,
	others: INodeParameters = {},
): INodeParameters {
	const parameters = structuredClone(others);
	fillIn(parameters, field, value);
	return parameters;
}
