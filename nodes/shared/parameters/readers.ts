import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { isObject, textOf } from '../json';
import { readBoolean } from './boolean';
import { readChoice, readChoices } from './choice';
import { readDay } from './day';
import { readEmail, readEmails, readNamedEmail, readNamedEmails } from './email';
import { readEventNames, readId, readIds } from './id';
import { readJson } from './json';
import { entriesOf, kindOf, type Kind } from './kind';
import { readNumber } from './number';
import { readPhone } from './phone';
import { InvalidValue, isNullish, placeOf, shown, type Place, type Reader } from './reading';
import { readSchedule } from './schedule';
import { readFieldName, readLine, readText } from './text';
import { readWebAddress } from './webAddress';

/**
 * The reader for each kind of parameter, and the kind's name in the documentation: the only place that decides this.
 */
const READERS = {
	boolean: readBoolean,
	collection: readCollection,
	day: readDay,
	email: readEmail,
	emails: readEmails,
	entries: readEntries,
	eventNames: readEventNames,
	fieldName: readFieldName,
	/** Files need the item: `attachedFiles` reads them. */
	files: readUnchanged,
	fixedCollection: readFixedCollection,
	/** Whatever the provider accepts there. */
	free: readUnchanged,
	id: readId,
	ids: readIds,
	json: readJson,
	line: readLine,
	multiOptions: readChoices,
	namedEmail: readNamedEmail,
	namedEmails: readNamedEmails,
	number: readNumber,
	options: readChoice,
	phone: readPhone,
	resourceLocator: readLocator,
	schedule: readSchedule,
	string: readText,
	webAddress: readWebAddress,
} satisfies Partial<Record<INodeProperties['type'] | Kind, Reader>>;

/** A kind of parameter that has a reader. Kinds without a reader have no value: notices. */
export type ReadKind = keyof typeof READERS;

export const isReadKind = (kind: string): kind is ReadKind => Object.hasOwn(READERS, kind);

/** Reads a value as a kind of parameter. */
export const readAs = (kind: ReadKind, value: unknown, place: Place): unknown =>
	READERS[kind](value, place);

const missing = (name: string) =>
	new InvalidValue(
		`${name} is missing: its expression gave nothing`,
		"Check the expression. Where an item may have none, let it give an empty text, such as {{ $json.reference ?? '' }}.",
	);

/** Text that is left empty if an item has none, as in n8n's own nodes. Within a collection, it was added on purpose. */
const FREE_TEXT: ReadKind[] = ['line', 'string'];

/** Kinds whose readers themselves report a missing value. */
const REPORT_MISSING: ReadKind[] = [
	'boolean',
	'collection',
	'files',
	'fixedCollection',
	'multiOptions',
	'number',
	'options',
];

/**
 * Reads a parameter according to its description. An expression has no value for a missing field. If no value would
 * mean something else, such as all, everybody or no change, a missing one is an error.
 * @throws InvalidValue that names it
 */
export function readParameter(value: unknown, place: Place): unknown {
	const { name, property } = place;
	const kind = kindOf(property);
	if (!isReadKind(kind)) return value;
	const mayBeEmpty = FREE_TEXT.includes(kind) && !place.isInner;
	if (isNullish(value) && !mayBeEmpty && !REPORT_MISSING.includes(kind)) throw missing(name);
	const read = readAs(kind, value, place);
	if (!property.required || !Array.isArray(read) || read.length > 0) return read;
	throw new InvalidValue(`${name} is empty`, 'Choose or enter at least one.');
}

function readUnchanged(value: unknown) {
	return value;
}

/** The identifier of a thing, as text, in whichever mode it is given. */
function readLocator(value: unknown, place: Place): unknown {
	if (!isObject(value)) return readId(value, place);
	const { modes = [] } = place.property;
	if (modes.some(({ name }) => name === value.mode)) {
		if (isNullish(value.value)) throw missing(place.name);
		const written = isObject(place.written) ? place.written.value : place.written;
		return { ...value, value: readId(value.value, { ...place, written }) };
	}
	throw new InvalidValue(
		`${place.name} is given by '${shown(value.mode)}', which is none of its ways: ${modes.map(({ name }) => name).join(', ')}`,
		`It can be given by ${modes.map((mode) => `${mode.name} (${mode.displayName})`).join(', ')}.`,
	);
}

function readCollection(value: unknown, place: Place) {
	const fields = place.property.options as INodeProperties[];
	return readFields(shownOf(value, fields), fields, place, place.written);
}

function readFixedCollection(value: unknown, place: Place) {
	if (!isObject(value)) throw notFields(value, place.name);
	const groups = place.property.options as INodePropertyCollection[];
	const entries = Object.entries(value).map(([name, given]) => {
		const group = groups.find((each) => each.name === name);
		if (!group) throw noSuchField(name, groups, place);
		const { values } = group;
		const written = isObject(place.written) ? place.written[name] : undefined;
		const read = Array.isArray(given)
			? readList(given, group, written)
			: readFields(shownOf(given, values), values, place, written);
		return [name, read];
	});
	return Object.fromEntries(entries) as unknown;
}

const readList = (
	list: unknown[],
	{ displayName, values }: INodePropertyCollection,
	written: unknown,
) =>
	list.map((entry, index) => {
		const ofEntry: unknown = Array.isArray(written) ? written[index] : undefined;
		return readFields(shownOf(entry, values), values, inList(displayName, index), ofEntry);
	});

/** The fields that the form displays: a field that is hidden because of another one may still hold an earlier value. */
function shownOf(values: unknown, fields: INodeProperties[]): unknown {
	if (!isObject(values)) return values;
	const fieldNamed = (wanted: string) => fields.find(({ name }) => name === wanted);
	const isShown = ([name]: [string, unknown]) =>
		Object.entries(fieldNamed(name)?.displayOptions?.show ?? {}).every(([other, wanted]) => {
			const neighbour = fieldNamed(other);
			const value = values[other] ?? neighbour?.default;
			return !neighbour || (wanted as unknown[]).map(textOf).includes(textOf(value));
		});
	return Object.fromEntries(Object.entries(values).filter(isShown));
}

/** A list as JSON, whose entries have the fields of the form's. */
function readEntries(value: unknown, place: Place): unknown {
	const { label, values } = entriesOf(place.property)!;
	const given = readJson(value, place);
	const list = given === '' ? [] : [given].flat();
	return list.map((entry, index) => {
		const position = inList(label, index);
		return readFields(isObject(entry) ? withoutNull(entry, values) : entry, values, position);
	});
}

/** A null in JSON counts as a missing field, unless the field requires one of a few values. */
const withoutNull = (entry: IDataObject, values: INodeProperties[]) =>
	Object.fromEntries(
		Object.entries(entry).filter(([field, value]) => {
			const property = values.find(({ name }) => name === field);
			return value !== null || (property && REPORT_MISSING.includes(kindOf(property) as ReadKind));
		}),
	);

/** How an error names an entry of a list. */
type Position = Pick<Place, 'name'> & { ofEntry?: string };

const inList = (label: string, index: number): Position => ({
	name: `${label} ${index + 1}`,
	ofEntry: ` of ${label.toLowerCase()} ${index + 1}`,
});

/**
 * The fields of a collection, or of an entry of a list, by their names.
 * @param written all of them as in the workflow, if they are written there one by one
 */
function readFields(
	values: unknown,
	properties: INodeProperties[],
	{ name, ofEntry = '' }: Position,
	written?: unknown,
): Record<string, unknown> {
	if (!isObject(values)) throw ofEntry ? notAnEntry(values, name) : notFields(values, name);
	const entries = Object.entries(values).map(([field, value]) => {
		const property = properties.find((each) => each.name === field);
		if (!property) throw noSuchField(field, properties, { name });
		const own = placeOf(property, isObject(written) ? written[field] : undefined);
		const inner = { ...own, name: `${own.name}${ofEntry}`, isInner: true };
		return [field, readParameter(value, inner)];
	});
	return Object.fromEntries(entries) as Record<string, unknown>;
}

const noSuchField = (
	field: string,
	fields: Array<{ name: string }>,
	{ name }: Pick<Place, 'name'>,
) =>
	new InvalidValue(
		`${name} has no '${shown(field)}', only ${fields.map((each) => each.name).join(', ')}`,
		'Check how the name is written.',
	);

const notAnEntry = (value: unknown, name: string) =>
	new InvalidValue(`${name} is not an object: ${shown(value)}`, 'Give each entry as an object.');

const notFields = (value: unknown, name: string) =>
	new InvalidValue(
		`${name} holds no fields: ${shown(value)}`,
		'Fill it in in the editor, field by field.',
	);
