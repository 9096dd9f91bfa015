import type {
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodePropertyCollection,
	INodeTypeDescription,
} from 'n8n-workflow';
import { publishedNodes } from '../../tools/docs/nodes';
import { choices, operationsOf } from '../../tools/engine/published';
import { tables } from './markdown';

/** A field as named on a page, such as `Recipients › Email`, and what the page says to enter. */
type Row = [field: string, value: string];

/** A form of the editor that a page says to fill in, by the title of its table. */
export interface Form {
	title: string;
	rows: Row[];
}

/** The location of a proof, according to a page. */
export interface Proof {
	/** Its name in the output. */
	name: string;
	/** The output field, or the binary field, that contains it. */
	place: string;
}

const bold = (cell: string) => /^\*\*(.+)\*\*$/.exec(cell)?.[1];
const codeIn = (cell: string) => /`([^`]+)`/.exec(cell)?.[1];
const isCode = (cell: string) => /^`[^`]+`$/.test(cell);
const italicIn = (cell: string) => /(?:^|\s)_([^_]+)_/.exec(cell)?.[1];

/** The forms that a page says to fill in, in order: the tables whose rows begin with a label in bold. */
export const formsIn = (page: string): Form[] =>
	tables(page)
		.filter(({ rows }) => rows.every(([field]) => bold(field) !== undefined))
		.map(({ head: [title], rows }) => ({
			title,
			rows: rows.map<Row>(([field, value]) => [bold(field)!, value]),
		}));

/** The proofs that a page promises: the table whose rows begin with a name from the output. */
export const proofsIn = (page: string): Proof[] =>
	tables(page)
		.filter(({ rows }) => rows.every(([name, , place = '']) => isCode(name) && codeIn(place)))
		.flatMap(({ rows }) =>
			rows.map(([name, , place]) => ({ name: codeIn(name)!, place: codeIn(place)! })),
		);

/** "Off" in the languages of the quick starts. */
const OFF = ['désactivé', 'disattivato', 'desactivado'];

/** The reader's own data, which no page can know, by the field that it goes into. */
export type Own = Record<string, string>;

/**
 * The value that a cell says to enter: a text in backticks as it is, a choice in italics by its label, the output
 * field that a text in backticks among other words names, and the reader's own data if there are only words.
 * @throws Error for a choice that the form does not offer, or missing data of the reader
 */
function entered(property: INodeProperties, cell: string, own: Own, output: IDataObject): unknown {
	const { type, displayName, modes = [] } = property;
	const choice = italicIn(cell);
	if (type === 'resourceLocator') {
		const mode = modes.find((each) => each.displayName === choice);
		if (!mode) throw new Error(`${displayName} offers no ${choice}`);
		return { __rl: true, mode: mode.name, value: output[codeIn(cell) ?? ''] };
	}
	if (choice !== undefined) {
		const offered = choices(property).find(({ name }) => name === choice);
		if (!offered) throw new Error(`${displayName} offers no ${choice}`);
		return offered.value;
	}
	if (OFF.includes(cell)) return false;
	const code = codeIn(cell);
	const value = isCode(cell) ? code : code === undefined ? own[displayName] : output[code];
	if (value === undefined) throw new Error(`${displayName}: nobody knows what "${cell}" is`);
	return value;
}

const within = ({ options = [] }: INodeProperties) =>
	options as Array<INodeProperties | INodePropertyCollection>;

/** Enters the value of a row, as the editor would write it into the node. */
function enter(
	parameters: INodeParameters,
	properties: INodeProperties[],
	[path, cell]: Row,
	own: Own,
	output: IDataObject,
): void {
	const [label, ...inner] = path.split(' › ');
	const property = properties.find(({ displayName }) => displayName === label);
	if (!property) throw new Error(`The form has no field ${label}`);
	const { name, type } = property;
	if (inner.length === 0) {
		parameters[name] = entered(property, cell, own, output) as INodeParameters[string];
		return;
	}
	const row: Row = [inner.join(' › '), cell];
	if (type === 'collection') {
		const entry = (parameters[name] ??= {}) as INodeParameters;
		return enter(entry, within(property) as INodeProperties[], row, own, output);
	}
	const [group] = within(property) as INodePropertyCollection[];
	const entries = (parameters[name] ??= { [group.name]: [{}] }) as Record<
		string,
		INodeParameters[]
	>;
	enter(entries[group.name][0], group.values, row, own, output);
}

const only = (rows: Row[], label: string) => rows.find(([field]) => field === label)?.[1] ?? '';

/** The node of a form, by its display name. */
export const nodeOf = ({ title }: Form): INodeTypeDescription | undefined =>
	publishedNodes().find(({ description }) => description.displayName === title)?.description;

/**
 * The parameters of a node, filled in according to a form.
 * @param own the reader's own data, by label
 * @param output the output of the send before, from which the reader has noted a field
 * @throws Error if the node has no such operation, field or choice
 */
export function parametersOf({ title, rows }: Form, own: Own, output: IDataObject = {}) {
	const [resource, operation] = ['Resource', 'Operation'].map((label) =>
		italicIn(only(rows, label)),
	);
	const published = operationsOf(nodeOf({ title, rows })!).find(
		(each) => each.resource.name === resource && each.operation.name === operation,
	);
	if (!published) throw new Error(`${title} has no ${resource}: ${operation}`);
	const parameters: INodeParameters = {
		resource: published.resource.value,
		operation: published.operation.value,
	};
	for (const row of rows.slice(2)) enter(parameters, published.parameters, row, own, output);
	return parameters;
}

/** The name of the uploaded file in n8n's form trigger: the label, with non-word characters as underscores. */
export function fileField({ rows }: Form): string {
	const label = codeIn(only(rows, 'Form Elements › Label'));
	const isFile = italicIn(only(rows, 'Form Elements › Element Type')) === 'File';
	const isSingle = OFF.includes(only(rows, 'Form Elements › Multiple Files'));
	if (!label || !isFile) throw new Error('The form asks for no file');
	return `${label.replace(/\W/g, '_')}${isSingle ? '' : '_0'}`;
}
