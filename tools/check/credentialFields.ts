import {
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';
import { isObject } from '../../nodes/shared/json';
import packageJson from '../../package.json';
import { instanceFrom } from '../engine/published';
import type { Provider } from '../providers';

/** The fields of the credential of a provider's node that a user fills in. */
export function fieldsOf({ credential }: Provider): INodeProperties[] {
	const types = packageJson.n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));
	const type = types.find(({ name }) => name === credential);
	if (!type) throw new Error(`The package has no credential '${credential}'`);
	return type.properties.filter(({ type: kind }) => !['hidden', 'notice'].includes(kind));
}

const inCapitals = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

/** The environment variable that a field is read from, such as CHECK_STAMPEE_API_TOKEN. */
export const variableOf = ({ name }: Provider, field: string): string =>
	`CHECK_${inCapitals(name)}_${inCapitals(field)}`;

/** Whether a field is shown in the form, by what is filled in so far. */
export const isShown = (
	data: ICredentialDataDecryptedObject,
	field: INodeProperties,
	fields: INodeProperties[],
): boolean => {
	const usual = Object.fromEntries(fields.map(({ name, default: value }) => [name, value]));
	const values = { ...usual, ...data } as INodeParameters;
	return NodeHelpers.displayParameter(values, field, null, null);
};

/** A credential out of the environment; undefined if no secret of it is there. */
export function fromEnvironment(
	provider: Provider,
	environment: NodeJS.ProcessEnv,
): ICredentialDataDecryptedObject | undefined {
	const fields = fieldsOf(provider);
	const given = fields.flatMap((field) => {
		const value = environment[variableOf(provider, field.name)];
		return value === undefined || value === '' ? [] : [[field, value] as const];
	});
	if (!given.some(([{ typeOptions }]) => typeOptions?.password)) return undefined;
	return Object.fromEntries(given.map(([{ name }, value]) => [name, value]));
}

/**
 * A credential out of the text of a file: its fields, or those of several providers by their names.
 * @param isOnly whether the file is read for this provider alone. If not, fields without a provider's name count for
 * none: several providers call theirs the same, and the secret of one would go to another.
 * @returns undefined if the file is read for others as well, and has nothing for this provider
 * @throws Error that says nothing of what the file holds
 */
export function fromFile(
	provider: Provider,
	text: string,
	isOnly: boolean,
): ICredentialDataDecryptedObject | undefined {
	const parsed = jsonIn(text);
	const named = parsed[provider.name] ?? parsed[provider.credential];
	if (named === undefined && !isOnly) return undefined;
	const own = named ?? parsed;
	const known = fieldsOf(provider).map(({ name }) => name);
	const fields = Object.entries(isObject(own) ? own : {}).filter(
		(entry): entry is [string, string] => known.includes(entry[0]) && typeof entry[1] === 'string',
	);
	if (fields.length === 0) {
		throw new Error(
			`The file has no field of the credential of ${provider.title}: ${known.join(', ')}`,
		);
	}
	return Object.fromEntries(fields);
}

function jsonIn(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		throw new Error('The file of the credential is no JSON');
	}
}
