import { isObject, textOf } from '../shared/json';
import type { ErrorTable } from '../shared/policy';
import { composed } from '../shared/streamSafe';
import { responseOf } from './api';

/** PostageApp's errors and what to do about them (its API page, and its pages on messages). */
export const postageAppErrors: ErrorTable = {
	service: 'PostageApp',
	code: ['response.status'],
	message: ['response.message', 'response.status'],
	hints: {
		bad_request:
			'Check the parameters of this node. What PostageApp asks for here is in its message.',
		unauthorized:
			'Check the API keys in the credential: sending takes the key of a project, projects and mailboxes take the key of the account.',
		not_found:
			'Check the UID: it may be mistyped, belong to another project, or be older than PostageApp keeps messages (14 to 28 days).',
		invalid_json: 'PostageApp could not read the request. Check values that are given as JSON.',
		invalid_utf8:
			'A text holds characters that are not UTF-8. Check where it comes from, such as a file in another encoding.',
		call_error:
			'A value has the wrong type, such as a list where text is expected. Check values that are given as JSON.',
		conflict:
			"PostageApp does not know this version of its API. If you entered the base URL yourself (environment 'Custom'), it must not have a path.",
		precondition_failed:
			"Check the parameter 'Template': the project must have it. Otherwise the message says what PostageApp asks for.",
		locked:
			'The API key, or the account it belongs to, is disabled. Look into your account at PostageApp.',
	},
	isRefusal: ({ response, success }) =>
		isObject(response) && typeof response.status === 'string'
			? response.status !== 'ok'
			: success === false,
	// Each answer repeats the UID of its request, if that had one; perhaps with accents as PostageApp writes them.
	isAnswerTo(body, asked) {
		const { status, uid } = responseOf(body);
		const wanted = isObject(asked.body) ? textOf(asked.body.uid) : '';
		return (
			status === 'ok' &&
			(wanted === '' || ['', wanted].map(composed).includes(composed(textOf(uid))))
		);
	},
};
