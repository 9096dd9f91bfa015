import { deepCopy } from 'n8n-workflow';

import { messageDelivery } from '../../../shared/delivery';
import { objectsIn } from '../../../shared/json';
import { sameAddress } from '../../../shared/parameters/email';
import type { Batching } from '../../../shared/policy';
import { queued } from '../../delivery';
import { preparedLetter, type LetterPayload } from './letter';
import { wholeAnswer } from './send';

/** Stampee documents no limit. This one keeps an unknown outcome from being about more people than that. */
export const MAX_RECIPIENTS = 1000;

/** Items share a letter: Stampee creates a separate message for each recipient. */
export const letterBatching: Batching<LetterPayload> = {
	common: ({ letter, files, contentHashes, isSimplified }) =>
		contentHashes && { ...letter, recipients: undefined, files, contentHashes, isSimplified },
	recipients: ({ letter }) => letter.recipients.map(({ email }) => sameAddress(email)),
	maxRecipients: () => MAX_RECIPIENTS,
	join(items) {
		const [{ request, payload }] = items;
		const recipients = items.flatMap((item) => item.payload.letter.recipients);
		return preparedLetter(request, { ...payload, letter: { ...payload.letter, recipients } });
	},
	split(outputs, payloads) {
		const [{ json }] = outputs;
		const isWhole = 'messages' in json;
		const messages = isWhole ? objectsIn(json.messages) : outputs.map((output) => output.json);
		const counts = payloads.map(({ letter }) => letter.recipients.length);
		const isComplete = messages.length === counts.reduce((sum, count) => sum + count, 0);
		// In that case, it is unknown which one belongs to which item: each item gets all of them.
		if (!isComplete) {
			const answer = {
				...json,
				id: null,
				messages: messages.map(({ id }) => ({ id })),
				delivery: messageDelivery(null, queued(json.createdAt)),
			};
			return payloads.map(() => [{ json: deepCopy(answer) }]);
		}
		let next = 0;
		return counts.map((count) => {
			const own = messages.slice(next, (next += count));
			return isWhole ? [{ json: wholeAnswer(json, own) }] : own.map((each) => ({ json: each }));
		});
	},
};
