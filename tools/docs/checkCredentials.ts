import { fieldsOf, variableOf } from '../check/credentialFields';
import { PROVIDERS } from '../providers';
import { asTable } from './table';

/** The environment variables that a check reads credentials from, by form field. */
export const variablesTable = () =>
	asTable(
		['provider', 'fields', 'environment variables'],
		PROVIDERS.map((provider) => {
			const fields = fieldsOf(provider);
			return [
				provider.title,
				fields.map(({ displayName }) => displayName).join(', '),
				fields.map(({ name }) => `\`${variableOf(provider, name)}\``).join(', '),
			];
		}),
	);
