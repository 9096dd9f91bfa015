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

/** A kind of input: what is understood, what is refused, and the file that reads it, in `nodes/shared/`. */
interface KindOfInput {
	understood: string;
	refused: string;
	file: string;
}

/** By the kinds of the readers, each of which has to be here. */
const KINDS: Record<ReadKind, KindOfInput> = {
	boolean: {
		understood: '`true`, `false`, 1, 0, and the texts of these in any letters',
		refused: 'all else, also nothing',
		file: 'parameters/boolean.ts',
	},
	collection: {
		understood: 'the fields that were added, each by its own kind',
		refused: 'fields that it does not have',
		file: 'parameters/readers.ts',
	},
	day: {
		understood:
			"a day or a time in ISO 8601, what n8n's date picker gives, a date; an empty text for none",
		refused: 'other texts, numbers, days that there are not',
		file: 'parameters/day.ts',
	},
	email: {
		understood: 'one address, with a plus, capitals and an IDN as it is; an empty text for none',
		refused: 'names, brackets, signs that nobody sees, more than one',
		file: 'parameters/email.ts',
	},
	emails: {
		understood:
			'addresses as a list, or with commas, semicolons, blanks or lines between; each person once',
		refused: 'the same, a comma without an address beside it, an expression that gave nothing',
		file: 'parameters/email.ts',
	},
	entries: {
		understood:
			"a list of objects with the form's fields, or one, also as text; `null` is no value",
		refused: 'other fields, entries that are no objects',
		file: 'parameters/readers.ts',
	},
	eventNames: {
		understood: 'names of events as IDs are written, * at the end for whatever follows',
		refused: 'quotation marks, brackets, * elsewhere, signs that nobody sees',
		file: 'parameters/id.ts',
	},
	fieldName: {
		understood: 'the name of a field, in one line',
		refused: 'nothing, objects, lists',
		file: 'parameters/text.ts',
	},
	files: {
		understood: 'names of files of the item, or files as expressions give them',
		refused: 'names of files that are not there, and empty files',
		file: 'files/references.ts',
	},
	fixedCollection: {
		understood: 'its lists, the fields of each entry by their own kinds',
		refused: 'lists and fields that it does not have',
		file: 'parameters/readers.ts',
	},
	free: {
		understood: 'whatever the provider takes there, as it is',
		refused: 'only what the operation says',
		file: 'parameters/readers.ts',
	},
	id: {
		understood: 'a text in one line, or a number, whose text it becomes; an empty text for none',
		refused:
			'numbers that have lost digits (beyond 2^53), objects, lists, more lines than one, signs that nobody sees',
		file: 'parameters/id.ts',
	},
	ids: {
		understood: 'IDs as a list, or with commas, blanks or lines between; each once',
		refused: 'the same, quotation marks, brackets, an expression that gave nothing',
		file: 'parameters/id.ts',
	},
	json: {
		understood: 'an object or a list, also as text; an empty text for none',
		refused: 'what is no JSON, other values, a name twice, long numbers, names without a value',
		file: 'parameters/json.ts',
	},
	line: {
		understood: 'text without the blanks around it; numbers, booleans and dates become text',
		refused: 'objects, lists, dates that there are not, more lines than one',
		file: 'parameters/text.ts',
	},
	multiOptions: {
		understood: 'values of the list: one, several with commas, or an array',
		refused: 'values that it does not have; the error names those that there are',
		file: 'parameters/choice.ts',
	},
	namedEmail: {
		understood: 'one address, with or without a name: `Ada <ada@example.org>`',
		refused: 'brackets that do not match, signs that nobody sees, more than one',
		file: 'parameters/email.ts',
	},
	namedEmails: {
		understood:
			'such addresses as a list, or with commas, semicolons or lines between; each person once',
		refused: 'the same, a comma without an address beside it, an expression that gave nothing',
		file: 'parameters/email.ts',
	},
	number: {
		understood: 'a whole number within the limits of the field, also as text with digits',
		refused: 'fractions, other ways to write numbers, nothing',
		file: 'parameters/number.ts',
	},
	options: {
		understood: 'a value of the list, also with blanks around it',
		refused: 'other values; the error names those that there are',
		file: 'parameters/choice.ts',
	},
	phone: {
		understood:
			'a number with its country code after + or 00, however it is grouped; an empty text for none',
		refused:
			'a zero in brackets or after a code where it is not dialled, numbers without a country code, signs that nobody sees',
		file: 'parameters/phone.ts',
	},
	resourceLocator: {
		understood: 'an ID, by one of the ways that the field has',
		refused: 'other ways, and what is no ID',
		file: 'parameters/readers.ts',
	},
	schedule: {
		understood:
			'words of the provider as they are; a date or a time with a zone, which is sent in UTC',
		refused: 'times that there are not, dates in other forms, objects, lists, more lines than one',
		file: 'parameters/schedule.ts',
	},
	string: {
		understood: 'text as it is, with all lines and blanks; numbers, booleans and dates become text',
		refused: 'objects, lists, dates that there are not, numbers that have lost digits',
		file: 'parameters/text.ts',
	},
};

/** Kinds of what credentials hold, which is no item's. */
const KINDS_OF_CREDENTIALS = {
	address: {
		understood: 'the http or https address of a server; what was pasted around it is taken off',
		refused: 'addresses without a scheme or a host, with a login, a query or a fragment',
		file: 'parameters/baseUrl.ts',
	},
	certificate: {
		understood: 'certificates and keys as PEM, or a PFX file as Base64',
		refused: 'what is none, or does not fit',
		file: '../Stampee/clientCertificate.ts',
	},
	choice: {
		understood: 'a value of the list',
		refused: 'other values; the error names those that there are',
		file: 'credential.ts',
	},
	name: {
		understood: 'the name of a user; what was pasted around it is taken off',
		refused: 'signs that nobody sees',
		file: 'parameters/token.ts',
	},
	password: {
		understood: 'a secret that a person chose, as it is',
		refused: 'blanks and signs that nobody sees at its ends',
		file: 'parameters/token.ts',
	},
	token: {
		understood: 'a token or a key; blanks, quotation marks and "Bearer" around it are taken off',
		refused: 'what no token has in it; the error tells where, and nothing of the secret',
		file: 'parameters/token.ts',
	},
	tokens: {
		understood: 'such tokens, with commas, blanks or lines between',
		refused: 'the same',
		file: 'parameters/token.ts',
	},
} satisfies Record<string, KindOfInput>;

type CredentialKind = keyof typeof KINDS_OF_CREDENTIALS;

/** The fields of credentials that no list is for, by their labels. */
const FIELDS_OF_CREDENTIALS: Record<string, CredentialKind> = {
	'API Key': 'token',
	'API Token': 'token',
	'Access Token': 'token',
	'Account API Key': 'token',
	'Account Email': 'name',
	'Base URL': 'address',
	Certificate: 'certificate',
	'Certificate Authority': 'certificate',
	'Client ID': 'token',
	'Client Secret': 'token',
	'Header Name': 'token',
	'Mailbox Password': 'password',
	'Mailbox User Name': 'name',
	'OAuth URL': 'address',
	'PFX File': 'certificate',
	Passphrase: 'password',
	Password: 'password',
	'Private Key': 'certificate',
	'Project API Key': 'token',
	'Refresh Token': 'token',
	'Secret Value': 'password',
	'Signing Secrets': 'tokens',
	Token: 'token',
	'User Name': 'name',
};

const asTable = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

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

/** The table of all kinds of input. */
export const kindsTable = () => kindsIn(KINDS);

/** The table of what credentials hold. */
export const credentialKindsTable = () => kindsIn(KINDS_OF_CREDENTIALS);

/** A parameter, and what it is read as. */
type Row = [label: string, kind: string];

/** A parameter and all that are within it. */
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

/** The rows of a node: each parameter with the operations that have it. */
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

function credentialRow({ displayName, type }: INodeProperties): string[] {
	const kind = type === 'options' ? 'choice' : FIELDS_OF_CREDENTIALS[displayName];
	if (kind === undefined)
		throw new Error(`tools/docs/input.ts does not say what '${displayName}' is`);
	return [displayName, `\`${kind}\``, linkTo(KINDS_OF_CREDENTIALS[kind].file)];
}

/** The table of all fields of all credentials. What a credential keeps for itself nobody enters. */
export const credentialsTable = () =>
	asTable(
		['credential', 'field', 'kind', 'reader'],
		packageJson.n8n.credentials
			.map((file) => instanceFrom<ICredentialType>(file))
			.flatMap(({ displayName, properties }) =>
				properties
					.filter(({ type }) => type !== 'hidden')
					.map((property) => [displayName, ...credentialRow(property)]),
			),
	);
