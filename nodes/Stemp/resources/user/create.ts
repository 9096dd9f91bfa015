import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { clockAhead, dateOf } from '../../../shared/clock';
import { asAnswered, filled, isObject, textOf } from '../../../shared/json';
import { sameAddress } from '../../../shared/parameters/email';
import { fieldsIn } from '../../../shared/parameters/parameter';
import { isPathSegment } from '../../../shared/parameters/pathSegment';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Asked, Lookup, Policy } from '../../../shared/policy';
import { withAnswerTo } from '../../../shared/response/answerShape';
import type { Prepare } from '../../../shared/run/job';
import { composed } from '../../../shared/streamSafe';
import { sending } from '../../policies';
import { getUser } from '../../request';
import { checkedFields, details, emailField, USERS } from './users';

/** A user as the request has it. */
interface User {
	email: string;
	externalId?: string;
	[field: string]: unknown;
}

export const prepareUser: Prepare<User> = async function (request) {
	const email = requiredTextIn(this, 'email', 'Email');
	const fields = fieldsIn(this, 'additionalFields');
	const user = { ...checkedFields(this, { email, ...filled(fields) }), email };
	return { request: { ...request, body: user }, payload: user };
};

/** Milliseconds before each attempt: a user may take a moment to appear. */
const PAUSES = [250, 500, 1000, 2000];

/** How much older than the request a user may be, in milliseconds: the Date header has whole seconds. */
const SLACK = 2_000;

/**
 * stemp finds a user by the app's own ID, if there is one. A user that has everything that was sent, and did not
 * exist before, was created by the lost request.
 */
const userLookup: Lookup<User> = {
	hasOwnProof: true,
	pauses: (_context, { externalId }) => (externalId ? PAUSES : []),
	async search(wanted, sentAt) {
		const { externalId } = wanted;
		if (!externalId || !isPathSegment(externalId)) return [];
		const { body, headers } = await getUser(this, `${USERS}/${encodeURIComponent(externalId)}`);
		if (!isObject(body)) return [];
		const isSame = Object.entries(wanted).every(
			([field, value]) => JSON.stringify(body[field]) === JSON.stringify(value),
		);
		const earliest =
			dateOf(headers) === undefined ? NaN : sentAt.ticks + clockAhead(headers) - SLACK;
		const isNew = Date.parse(textOf(body.createdAt)) > earliest;
		return [{ id: textOf(body.id), outputs: [{ json: body }], isProven: isSame && isNew }];
	},
};

/** Whether an answer shows the user who was to be created, as far as it shows one. */
function isCreated(answer: unknown, { body: wanted }: Asked): boolean {
	if (!isObject(answer) || !isObject(wanted)) return true;
	const isSame = (field: string, normal: (text: string) => string) => {
		const [shown, asked] = [answer, wanted].map((user) => textOf(user[field]));
		return shown === '' || asked === '' || normal(shown) === normal(asked);
	};
	return isSame('email', sameAddress) && isSame('externalId', composed);
}

export const creatingUsers: Policy<User> = {
	...withAnswerTo(sending, isCreated),
	pastTense: 'created',
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.id)),
	findBy: ({ email, externalId }) => filled({ Email: email, 'External ID': externalId }),
	lookup: userLookup,
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
