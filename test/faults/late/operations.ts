import type { INodeParameters } from 'n8n-workflow';
import { operationsOf, type Operation } from '../operations';
import { PROVIDERS } from '../providers';
import { stempAccountWithAccessToken } from '../../../tools/providers/stemp/node';

/** A send that is looked for at the provider when its answer is lost. */
interface Wanted {
	provider: string;
	key: string;
	/** What tells it from the row of the provider's own part, and how it is made so. */
	variant?: string;
	parameters?: INodeParameters;
}

function operationOf({ provider, key, variant, parameters }: Wanted): Operation {
	const found = PROVIDERS.filter(({ title }) => title === provider)
		.flatMap(operationsOf)
		.find((operation) => operation.key === key);
	if (!found) throw new Error(`${provider} has no ${key}`);
	const { row, title } = found;
	return {
		...found,
		title: `${provider}: ${title}${variant ? ` (${variant})` : ''}`,
		row: {
			...row,
			parameters: { ...row.parameters, ...parameters },
			...(provider === 'stemp' && { account: ({ stemp }) => stempAccountWithAccessToken(stemp) }),
		},
	};
}

export const LATE_OPERATIONS = [
	{ provider: 'PEC Massiva', key: 'message.send' },
	{ provider: 'LegallyMail', key: 'email.send' },
	{ provider: 'LegallyMail', key: 'signature.request' },
	{ provider: 'stemp', key: 'email.send' },
	{
		provider: 'stemp',
		key: 'user.create',
		variant: 'with an External ID',
		parameters: { additionalFields: { externalId: '={{ $json.marker }}' } },
	},
	{ provider: 'stemp', key: 'user.delete' },
	{ provider: 'PostageApp', key: 'message.send' },
	{
		provider: 'PostageApp',
		key: 'message.send',
		variant: 'with a UID',
		parameters: { uid: '={{ $json.marker }}' },
	},
	{ provider: 'PostageApp', key: 'scheduledMessage.create' },
].map(operationOf);

/** Those which a provider shows by what others may have written as well. */
export const LOOKALIKE_OPERATIONS = LATE_OPERATIONS.filter(
	({ row }) => row.twin !== undefined,
).filter(({ title }) => !title.includes('UID'));
