import type { IBinaryData, IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { isObject, isTooDeep, MAX_DEPTH, textOf } from '../json';
import { badInput } from '../parameters/badInput';
import { withInvisibleNamed } from '../parameters/invisible';
import { givenIn } from '../parameters/parameter';
import { isNullish, listed } from '../parameters/reading';
import { leastEntries } from '../parameters/template';

/** The name of a binary field (in n8n's combined mode, a path in the item's JSON), or a binary object. */
export type FileReference = string | IBinaryData;

/** The label of a parameter for files, and whether files are required. */
export interface FileParameter {
	/** As in the form, for errors. */
	label: string;
	/** Nothing can be sent without a file. */
	isRequired?: boolean;
}

/** How to specify no files, where they are optional. */
const WITHOUT =
	'Where an item may have no file, let the expression give [] or an empty text to send without files.';

/** What to enter instead of an object that is not a file. */
const BY_NAME =
	'Name the field, such as data, or all fields by Object.keys($binary): where n8n keeps files in memory, $binary has no contents.';

/**
 * The entries of a parameter: names separated by commas; or the value of an expression: a binary object, or a list of
 * names and objects. An empty text and an empty list mean no files.
 * @param parameter its path
 * @throws NodeOperationError if an expression has no value, or a value that can't be a file: its file would be
 * missing
 */
export function referencesIn(
	context: IExecuteSingleFunctions,
	parameter: string,
	of: FileParameter,
): FileReference[] {
	return referencesOf(context, givenIn(context, parameter), parameter, of);
}

/**
 * The entries of a parameter's value, as `referencesIn` returns them.
 * @param path the path of the parameter in the workflow, such as `images.image.0.field`
 */
export function referencesOf(
	context: IExecuteSingleFunctions,
	given: unknown,
	path: string,
	of: FileParameter,
): FileReference[] {
	const { label } = of;
	if (typeof given === 'string') {
		const written = writtenAt(context, path);
		return namesIn(context, given, label, leastEntries(written, /,/));
	}
	if (!Array.isArray(given)) return [referenceFrom(context, given, `The parameter '${label}'`, of)];
	if (isTooDeep(given)) {
		throw badInput(
			context,
			`The parameter '${label}' has more than ${MAX_DEPTH} levels of lists`,
			'Let its expression give one list.',
		);
	}
	return entriesOf(given).map((entry, index) => {
		const position = `Entry ${index + 1} of the parameter '${label}'`;
		return referenceFrom(context, entry, position, of);
	});
}

/** A parameter as in the workflow, with its expressions, even if it is part of a collection. */
const writtenAt = (context: IExecuteSingleFunctions, path: string) =>
	path
		.split('.')
		.reduce<unknown>(
			(value, step) =>
				typeof value === 'object' ? (value as IDataObject | null)?.[step] : undefined,
			context.getNode().parameters,
		);

/** Entries of nested lists count as entries of the outer list; an empty nested list is a missing entry. */
const entriesOf = (list: unknown[]): unknown[] =>
	listed(list).flatMap((entry) =>
		Array.isArray(entry) && entry.length > 0 ? entriesOf(entry) : [entry],
	);

/** @param least how many names there have to be if each expression has a value */
function namesIn(
	context: IExecuteSingleFunctions,
	text: string,
	label: string,
	least: number,
): string[] {
	if (text.trim() === '' && least === 0) return [];
	const names = text.split(',').map((name) => name.trim());
	if (names.every((name) => name !== '')) return names;
	throw badInput(
		context,
		`The parameter '${label}' has a comma without a name beside it: ${text}`,
		'Enter the names of binary fields with commas between them, or nothing to send no file.',
	);
}

function referenceFrom(
	context: IExecuteSingleFunctions,
	entry: unknown,
	position: string,
	{ label, isRequired }: FileParameter,
): FileReference {
	if (typeof entry === 'string' && entry.trim() !== '') return entry.trim();
	if (isBinary(entry)) return entry;
	throw badInput(
		context,
		isNullish(entry)
			? `${position} is missing: its expression gave nothing`
			: `${position} is no file: its expression gave ${inWords(entry)}`,
		[
			whatIsThere(context),
			isObject(entry) && BY_NAME,
			!isRequired && WITHOUT,
			`Check the parameter '${label}'.`,
		]
			.filter(Boolean)
			.join(' '),
	);
}

function inWords(entry: unknown): string {
	if (Array.isArray(entry)) return 'an empty list';
	if (isObject(entry)) {
		return 'mimeType' in entry
			? 'a binary object without its content'
			: 'an object that is no binary data';
	}
	return textOf(entry).trim() === '' ? 'an empty text' : `${typeof entry} ${textOf(entry)}`;
}

/** What n8n accepts as binary data, unless it has neither a content nor an id. */
const isBinary = (value: unknown): value is IBinaryData =>
	isObject(value) &&
	typeof value.mimeType === 'string' &&
	(typeof value.data === 'string' || (typeof value.id === 'string' && value.id !== ''));

/** A binary object, and the name of the field that it was found in. */
interface Found {
	data: IBinaryData;
	field: string;
}

/**
 * The binary object that an entry refers to.
 * @throws NodeOperationError that names the field which the item does not have, and those that it has
 */
export function fileNamed(
	context: IExecuteSingleFunctions,
	reference: FileReference,
	{ label }: FileParameter,
): Found {
	if (typeof reference !== 'string') return { data: reference, field: 'file' };
	// A Code node may have put anything there.
	const binary = context.getInputData().binary ?? {};
	const own: IBinaryData | undefined = Object.hasOwn(binary, reference)
		? binary[reference]
		: undefined;
	if (isObject(own)) return { data: own, field: reference };
	const data = atPath(context, reference);
	if (data) return { data, field: /[^.[\]"']+(?=["'\]]*$)/.exec(reference)?.[0] ?? reference };
	const name = withInvisibleNamed(
		reference.length > LONG ? `${reference.slice(0, LONG)}...` : reference,
	);
	throw badInput(
		context,
		`There is no binary field named '${name}' in the input`,
		`${whatIsThere(context)} Check the parameter '${label}'.`,
	);
}

/** A longer text is not a name: it may be a content, which nobody wants to read in an error. */
const LONG = 100;

/**
 * The binary object at a path: in a workflow's combined mode (`binaryMode`), binary objects are in the item's JSON.
 * In its other mode, n8n would find inherited properties of JavaScript objects, such as `constructor`.
 */
function atPath(context: IExecuteSingleFunctions, path: string): IBinaryData | undefined {
	try {
		const data: unknown = context.helpers.assertBinaryData(path);
		return isBinary(data) ? data : undefined;
	} catch {
		return undefined;
	}
}

function whatIsThere(context: IExecuteSingleFunctions): string {
	const { binary, json } = context.getInputData();
	const paths = pathsIn(json).filter((path) => atPath(context, path) !== undefined);
	const names = [...Object.keys(binary ?? {}), ...paths];
	return `The item has ${names.length === 0 ? 'no binary data at all' : `these: ${names.join(', ')}`}.`;
}

/** How deep to look for binary objects to list them: n8n's own are in `_files`. */
const DEPTH = 3;

/** The paths of the binary objects in an item's JSON. */
function pathsIn(value: object, above = '', depth = 1): string[] {
	return Object.entries(value).flatMap(([name, inside]) => {
		const step = /^[\w$]+$/.test(name) ? `${above && '.'}${name}` : `[${JSON.stringify(name)}]`;
		const path = `${above}${step}`;
		if (isBinary(inside)) return [path];
		return isObject(inside) && depth < DEPTH ? pathsIn(inside, path, depth + 1) : [];
	});
}
