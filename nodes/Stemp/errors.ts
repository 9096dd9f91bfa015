import type { IDataObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import type { ErrorTable } from '../shared/policy';

/** Fields that are missing or wrong: field -> what is wrong with it. */
const FIELDS = 'STANDARD_VALIDATION';

/** Rules of stemp's own: rule -> the values that break it. */
export const RULES = 'CUSTOM_VALIDATION';

/** `{"code":"wrong_param_type","params":["userId"]}`: a code, and the parameters that it concerns. */
function generalError({ code, params }: IDataObject): string {
	const about = Array.isArray(params) ? params.map(textOf).filter(Boolean) : [];
	return withDetails(textOf(code), about);
}

/** `{"STANDARD_VALIDATION":{"email":"must not be blank"}}` */
const wrongFields = ({ [FIELDS]: fields }: IDataObject) =>
	entriesOf(fields)
		.map(([field, wrong]) => `${field} ${textOf(wrong)}`)
		.join('; ');

/** `{"CUSTOM_VALIDATION":{"email_already_exists":["ada@example.org"]}}` */
const brokenRules = ({ [RULES]: rules }: IDataObject) =>
	entriesOf(rules)
		.map(([rule, values]) => withDetails(rule, [values].flat().map(textOf)))
		.join('; ');

const entriesOf = (value: unknown) => (isObject(value) ? Object.entries(value) : []);

/** What stands in an object, and in the lists in it. */
const valuesIn = (value: unknown): unknown[] =>
	entriesOf(value).flatMap(([, each]): unknown => each);

const withDetails = (code: string, details: string[]) =>
	details.length > 0 ? `${code} (${details.join(', ')})` : code;

/** Whether a body reports that the request itself was invalid, in one of the two formats for that. */
export const isAboutValues = (body: IDataObject) => FIELDS in body || RULES in body;

/** stemp's errors and what to do about them (developer.stemp.app, Error handling; Email API). */
export const stempErrors: ErrorTable = {
	service: 'stemp',
	code: [
		'code',
		'error.code',
		(body) => (FIELDS in body ? FIELDS : entriesOf(body[RULES]).at(0)?.[0]),
	],
	message: ['message', 'error.message', generalError, wrongFields, brokenRules],
	hints: {
		'platform.email.user_not_found':
			"Check the parameter 'Recipient': the organization has no user with this ID. Choose one from the list.",
		'platform.email.member_not_found':
			"Check the parameter 'Recipient': the organization has no member with this ID.",
		'platform.email.invalid_recipient_format':
			"Check the parameter 'Recipient': stemp takes the ID of a user (usr_...) or of a member (mem_...), no address.",
		access_denied:
			'The app was not granted the scope that is named here. Add it to the app in the Developer Portal, and let the organization consent again.',
		[FIELDS]: 'Check the fields that are named here.',
		email_already_exists: 'Another user has this address. Update that user instead.',
		401: 'The access token is missing, has expired or was revoked. Access tokens live 30 minutes: with a refresh token in the credential they are renewed.',
		403: 'The Email API takes app installation tokens only, with the scope platform:email:send. API keys (sk_live_...) are refused.',
		422: 'stemp does not take a value. Its message says which, as far as it says anything.',
	},
	// Only an email has such an ID. That of a user, in a conflict, is of one who was there before.
	acceptedIn(body) {
		const inside = valuesIn(body);
		const places = [body, ...inside, ...inside.flatMap(valuesIn)];
		return places.filter(isObject).map(({ messageId }) => messageId);
	},
};
