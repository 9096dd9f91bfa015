import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { entriesOf, kindOf } from '../../nodes/shared/parameters/kind';
import { isReadKind, type ReadKind } from '../../nodes/shared/parameters/readers';
import packageJson from '../../package.json';
import { instanceFrom, operationsOf } from '../engine/published';
import { PROVIDERS } from '../providers';
import type { FieldKind } from '../providers/credential';
import { asTable } from './table';

/** A kind of input: what is accepted, what is rejected, and the file in `nodes/shared/` that reads it. */
interface KindOfInput {
	understood: string;
	refused: string;
	file: string;
}

/** One entry for each kind that has a reader. */
const KINDS: Record<ReadKind, KindOfInput> = {
	boolean: {
		understood: '`true`, `false`, 1, 0, and the same as text, in upper or lower case',
		refused: 'everything else, including no value',
		file: 'parameters/boolean.ts',
	},
	collection: {
		understood: 'the fields that were added, each according to its own kind',
		refused: 'fields that it does not have',
		file: 'parameters/readers.ts',
	},
	day: {
		understood:
			"a day or a time in ISO 8601, a value of n8n's date picker, a date; an empty text for none",
		refused: 'other texts, numbers, days that do not exist',
		file: 'parameters/day.ts',
	},
	email: {
		understood:
			'one address, with plus signs, capitals and an IDN left as they are; an empty text for none',
		refused: 'names, brackets, invisible characters, more than one',
		file: 'parameters/email.ts',
	},
	emails: {
		understood:
			'addresses as a list, or separated by commas, semicolons, spaces or line breaks; each person once',
		refused: 'the same, a comma without an address next to it, an expression without a value',
		file: 'parameters/email.ts',
	},
	entries: {
		understood:
			"a list of objects with the form's fields, or a single one, also as text; `null` means no value",
		refused: 'other fields, entries that are not objects',
		file: 'parameters/readers.ts',
	},
	eventNames: {
		understood: 'names of events in the form of IDs; * at the end matches any ending',
		refused: 'quotation marks, brackets, * elsewhere, invisible characters',
		file: 'parameters/id.ts',
	},
	fieldName: {
		understood: 'the name of a field, in a single line',
		refused: 'no value, objects, lists',
		file: 'parameters/text.ts',
	},
	files: {
		understood: 'names of files of the item, or files returned by expressions',
		refused:
			'names of files that do not exist, empty files, and files whose names are shown in another order than they are written in (U+202A to U+202E, U+2066 to U+2069)',
		file: 'files/references.ts',
	},
	fixedCollection: {
		understood: 'its lists, with the fields of each entry according to their own kinds',
		refused: 'lists and fields that it does not have',
		file: 'parameters/readers.ts',
	},
	free: {
		understood: 'whatever the provider accepts there, unchanged',
		refused: 'only what the operation itself refuses',
		file: 'parameters/readers.ts',
	},
	id: {
		understood: 'a text in a single line, or a number, which becomes text; an empty text for none',
		refused:
			'numbers that have lost digits (beyond 2^53), objects, lists, more than one line, invisible characters',
		file: 'parameters/id.ts',
	},
	ids: {
		understood: 'IDs as a list, or separated by commas, spaces or line breaks; each once',
		refused: 'the same, quotation marks, brackets, an expression without a value',
		file: 'parameters/id.ts',
	},
	json: {
		understood: 'an object or a list, also as text; an empty text for none',
		refused:
			'text that is not JSON, other values, repeated names, long numbers, names without a value',
		file: 'parameters/json.ts',
	},
	line: {
		understood: 'text without the surrounding spaces; numbers, booleans and dates become text',
		refused: 'objects, lists, dates that do not exist, more than one line',
		file: 'parameters/text.ts',
	},
	multiOptions: {
		understood: 'values of the list: one, several separated by commas, or an array',
		refused: 'values that are not in the list; the error names the valid ones',
		file: 'parameters/choice.ts',
	},
	namedEmail: {
		understood: 'one address, with or without a name: `Ada <ada@example.org>`',
		refused: 'unbalanced brackets, invisible characters, more than one',
		file: 'parameters/email.ts',
	},
	namedEmails: {
		understood:
			'such addresses as a list, or separated by commas, semicolons or line breaks; each person once',
		refused: 'the same, a comma without an address next to it, an expression without a value',
		file: 'parameters/email.ts',
	},
	number: {
		understood: 'a whole number within the limits of the field, also as text of digits',
		refused: 'fractions, other number formats, no value',
		file: 'parameters/number.ts',
	},
	options: {
		understood: 'a value of the list, also with spaces around it',
		refused: 'other values; the error names the valid ones',
		file: 'parameters/choice.ts',
	},
	phone: {
		understood:
			'a number with its country code after + or 00, in any grouping; an empty text for none',
		refused:
			'a zero in brackets or after a code where it is not dialled, numbers without a country code, invisible characters',
		file: 'parameters/phone.ts',
	},
	resourceLocator: {
		understood: 'an ID, given in one of the modes of the field',
		refused: 'other modes, and values that are not an ID',
		file: 'parameters/readers.ts',
	},
	schedule: {
		understood:
			'expressions of the provider, unchanged; a date or a time with a zone, which is sent in UTC',
		refused: 'times that do not exist, dates in other formats, objects, lists, more than one line',
		file: 'parameters/schedule.ts',
	},
	string: {
		understood:
			'text unchanged, with all its lines and spaces; numbers, booleans and dates become text',
		refused: 'objects, lists, dates that do not exist, numbers that have lost digits',
		file: 'parameters/text.ts',
	},
	webAddress: {
		understood: 'the URL of a web page, unchanged, also with a login; an empty text for none',
		refused: 'other schemes, URLs without a scheme or a host, spaces and invisible characters',
		file: 'parameters/webAddress.ts',
	},
};

/** The kinds of credential fields, which do not belong to an item. */
const KINDS_OF_CREDENTIALS = {
	address: {
		understood:
			'the http or https address of a server; copy-and-paste residue around it is removed',
		refused: 'addresses without a scheme or a host, with a login, a query or a fragment',
		file: 'parameters/baseUrl.ts',
	},
	certificate: {
		understood: 'certificates and keys as PEM, or a PFX file as Base64',
		refused: 'anything else, and what does not match',
		file: '../Stampee/clientCertificate.ts',
	},
	choice: {
		understood: 'a value of the list',
		refused: 'other values; the error names the valid ones',
		file: 'credential.ts',
	},
	name: {
		understood: 'the name of a user; copy-and-paste residue around it is removed',
		refused: 'invisible characters',
		file: 'parameters/token.ts',
	},
	password: {
		understood: 'a secret chosen by a person, unchanged',
		refused: 'spaces and invisible characters at its ends',
		file: 'parameters/token.ts',
	},
	token: {
		understood: 'a token or a key; spaces, quotation marks and "Bearer" around it are removed',
		refused:
			'characters that no token contains; the error gives the position, and nothing of the secret',
		file: 'parameters/token.ts',
	},
	tokens: {
		understood: 'such tokens, separated by commas, spaces or line breaks',
		refused: 'the same',
		file: 'parameters/token.ts',
	},
} satisfies Record<FieldKind | 'choice', KindOfInput>;

const linkTo = (file: string) => {
	const path = `nodes/shared/${file}`.replace('shared/../', '');
	return `[${path}](../${path})`;
};

const kindsIn = (kinds: Record<string, KindOfInput>) =>
	asTable(
		['kind', 'understood', 'refused', 'reader'],
		Object.entries(kinds).map(([kind, { understood, refused, file }]) => [
			`\`${kind}\``,
			understood,
			refused,
			linkTo(file),
		]),
	);

/** The table of all input kinds. */
export const kindsTable = () => kindsIn(KINDS);

/** The table of the input kinds of credentials. */
export const credentialKindsTable = () => kindsIn(KINDS_OF_CREDENTIALS);

/** A parameter, and the kind that it is read as. */
type Row = [label: string, kind: string];

/** The rows of a parameter and all parameters inside it. */
function rowsOf(property: INodeProperties, above: string[] = []): Row[] {
	const labels = [...above, property.displayName];
	const kind = kindOf(property);
	if (kind === 'notice') return [];
	if (!isReadKind(kind)) throw new Error(`No reader is there for ${labels.join(', ')}`);
	const { type, options = [] } = property;
	const within =
		type === 'collection'
			? (options as INodeProperties[])
			: type === 'fixedCollection'
				? (options as INodePropertyCollection[]).flatMap(({ values }) => values)
				: (entriesOf(property)?.values ?? []);
	return [[labels.join(' › '), kind], ...within.flatMap((each) => rowsOf(each, labels))];
}

/** The rows of a node: each parameter, and the operations that have it. */
function rowsOfNode(description: INodeTypeDescription): string[][] {
	const { properties } = description;
	if (description.group.includes('trigger')) {
		return properties.flatMap((each) => rowsOf(each)).map(([label, kind]) => [label, '', kind]);
	}
	const operations = operationsOf(description);
	const found = new Map<string, { row: Row; titles: string[] }>();
	const selecting = properties.filter(({ name }) => ['resource', 'operation'].includes(name));
	for (const row of selecting.flatMap((each) => rowsOf(each))) {
		found.set(row.join(), { row, titles: ['all'] });
	}
	for (const { resource, operation, parameters } of operations) {
		for (const row of parameters.flatMap((each) => rowsOf(each))) {
			const { titles } = found.get(row.join()) ?? { titles: [] };
			const title = `${resource.name}: ${operation.name}`;
			found.set(row.join(), { row, titles: [...new Set([...titles, title])] });
		}
	}
	return [...found.values()].map(({ row: [label, kind], titles }) => [
		label,
		titles.length === operations.length ? 'all' : titles.join(', '),
		kind,
	]);
}

const readerOf = (kind: string) => `\`${kind}\` | ${linkTo(KINDS[kind as ReadKind].file)}`;

/** The tables of all parameters of all nodes. */
export const parametersTables = () =>
	packageJson.n8n.nodes
		.map((file) => instanceFrom<INodeType>(file).description)
		.map((description) => {
			const rows = rowsOfNode(description).map(([label, where, kind]) => [
				label,
				where,
				...readerOf(kind).split(' | '),
			]);
			const table = asTable(['parameter', 'operations', 'kind', 'reader'], rows);
			return `### ${description.displayName}\n\n${table}`;
		})
		.join('\n\n');

/** @throws if the provider does not declare the kind of the field */
function kindOfField(type: string, { name, type: shape }: INodeProperties): FieldKind | 'choice' {
	if (shape === 'options') return 'choice';
	if (name === 'baseUrl') return 'address';
	const kind = PROVIDERS.find(({ credentials }) => type in credentials)?.credentials[type].kinds[
		name
	];
	if (kind === undefined)
		throw new Error(`No tools/providers/…/credentials.ts says what '${name}' of ${type} holds`);
	return kind;
}

function credentialRow(type: string, property: INodeProperties): string[] {
	const kind = kindOfField(type, property);
	return [property.displayName, `\`${kind}\``, linkTo(KINDS_OF_CREDENTIALS[kind].file)];
}

/** The table of all fields of all credentials, except hidden ones, which users don't fill in. */
export const credentialsTable = () =>
	asTable(
		['credential', 'field', 'kind', 'reader'],
		packageJson.n8n.credentials
			.map((file) => instanceFrom<ICredentialType>(file))
			.flatMap(({ name, displayName, properties }) =>
				properties
					.filter(({ type }) => type !== 'hidden')
					.map((property) => [displayName, ...credentialRow(name, property)]),
			),
	);
