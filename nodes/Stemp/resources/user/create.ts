import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { filled, textOf } from '../../../shared/json';
import { lookAgain } from '../../../shared/outcome/lookAgain';
import { badInput } from '../../../shared/parameters/badInput';
import { isEmailAddress } from '../../../shared/parameters/email';
import { isPathSegment } from '../../../shared/parameters/pathSegment';
import type { Lookup, Policy } from '../../../shared/policy';
import { ProviderError } from '../../../shared/response/providerError';
import type { Prepare } from '../../../shared/run/job';
import { get } from '../../lists';
import { sending } from '../../policies';
import { checkedFields, details, emailField, USERS } from './users';

/** How long a user may take to show, in milliseconds, before it is asked for again. */
const PAUSES = [250, 500, 1000];

/** A user as the request has it. */
interface User {
	email: string;
	externalId?: string;
}

export const prepareUser: Prepare<User> = async function (request) {
	const email = textOf(this.getNodeParameter('email'));
	if (!isEmailAddress(email)) {
		throw badInput(
			this,
			`The parameter 'Email' is no e-mail address${email && `: ${email}`}`,
			'Enter an address such as jane@example.com.',
		);
	}
	const fields = this.getNodeParameter('additionalFields', {}) as Record<string, unknown>;
	const user = { ...checkedFields(this, { email, ...filled(fields) }), email };
	return { request: { ...request, body: user }, payload: user };
};

/** Asks for a user whose creation met no answer, which stemp can find by the app's own id only. */
const lookUpUser: Lookup<User> = async function ({ externalId, email }) {
	if (!externalId || !isPathSegment(externalId)) return undefined;
	const path = `${USERS}/${encodeURIComponent(externalId)}`;
	const answer = await lookAgain(PAUSES, async () =>
		get(this, path).catch((error: unknown) => {
			if (error instanceof ProviderError && error.status === 404) return undefined;
			throw error;
		}),
	);
	if (!answer) return 'notSent';
	const user = answer.body as { email?: string };
	// Somebody else may have had this external ID before.
	return user.email?.toLowerCase() === email.toLowerCase() ? [{ json: user }] : undefined;
};

export const creatingUsers: Policy<User> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.id)),
	findBy: ({ email, externalId }) => filled({ Email: email, 'External ID': externalId }),
	lookup: lookUpUser,
};

export const createFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['create'] } },
	[
		{ ...emailField, required: true },
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: details,
		},
	],
);
