import { deepCopy } from 'n8n-workflow';

import { objectsIn } from '../../../shared/json';
import { pack, unpacked } from './letter';
import type { Batching } from '../../../shared/policy';

/** Stampee documents no limit. This one keeps an unknown outcome from being about more people than that. */
export const MAX_RECIPIENTS = 1000;

/** Items share a letter: Stampee makes a message of its own for each recipient. */
export const letterBatching: Batching = {
	common({ body }, context) {
		const { letter, files } = unpacked(body);
		return {
			...letter,
			recipients: undefined,
			files: files.map(({ identity, name, type }) => [identity, name, type]),
			simplify: context.getNodeParameter('simplify', true),
		};
	},
	recipients: ({ body }) =>
		unpacked(body).letter.recipients.map(({ email }) => email.toLowerCase()),
	maxRecipients: () => MAX_RECIPIENTS,
	join(requests) {
		const { letter, files } = unpacked(requests[0].body);
		const recipients = requests.flatMap(({ body }) => unpacked(body).letter.recipients);
		return { ...requests[0], body: pack({ letter: { ...letter, recipients }, files }) };
	},
	split(outputs, requests) {
		const [{ json }] = outputs;
		const isWhole = 'messages' in json;
		const messages = isWhole ? objectsIn(json.messages) : outputs.map((output) => output.json);
		const counts = requests.map(({ body }) => unpacked(body).letter.recipients.length);
		const isComplete = messages.length === counts.reduce((sum, count) => sum + count, 0);
		// Then nobody can say which is whose: each item gets all of them.
		if (!isComplete) {
			const answer = { ...json, id: null, messages: messages.map(({ id }) => ({ id })) };
			return requests.map(() => [{ json: deepCopy(answer) }]);
		}
		let next = 0;
		return counts.map((count) => {
			const own = messages.slice(next, (next += count));
			return isWhole ? [{ json: { ...json, messages: own } }] : own.map((each) => ({ json: each }));
		});
	},
};
