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

/** The fields of a provider's credential that the user fills in. */
export function fieldsOf({ credential }: Provider): INodeProperties[] {
	const types = packageJson.n8n.credentials.map((file) => instanceFrom<ICredentialType>(file));
	const type = types.find(({ name }) => name === credential);
	if (!type) throw new Error(`The package has no credential '${credential}'`);
	return type.properties.filter(({ type: kind }) => !['hidden', 'notice'].includes(kind));
}

const inCapitals = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();

/** The environment variable for a field, such as CHECK_STAMPEE_API_TOKEN. */
export const variableOf = ({ name }: Provider, field: string): string =>
	`CHECK_${inCapitals(name)}_${inCapitals(field)}`;

/** Whether the form shows a field, given the values so far. */
export const isShown = (
	data: ICredentialDataDecryptedObject,
	field: INodeProperties,
	fields: INodeProperties[],
): boolean => {
	const usual = Object.fromEntries(fields.map(({ name, default: value }) => [name, value]));
	const values = { ...usual, ...data } as INodeParameters;
	return NodeHelpers.displayParameter(values, field, null, null);
};

/** Reads a credential from the environment; undefined if none of its secrets is set. */
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
 * Reads a credential from JSON: either its fields, or an object keyed by provider or credential name.
 * @param isOnly whether the file is read for this provider alone. If not, fields that are not under a provider's name
 * are ignored: several providers use the same field names, and one provider's secret would be sent to another.
 * @returns undefined if the file is read for other providers as well and has nothing for this one
 * @throws Error whose message reveals none of the file's content
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
