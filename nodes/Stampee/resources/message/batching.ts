import { deepCopy } from 'n8n-workflow';

import { objectsIn } from '../../../shared/json';
import { sameAddress } from '../../../shared/parameters/email';
import type { Batching } from '../../../shared/policy';
import { preparedLetter, type LetterPayload } from './letter';
import { partOf } from './send';

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
		const isWhole = !payloads[0].isSimplified;
		const messages = isWhole ? objectsIn(json.messages) : outputs.map((output) => output.json);
		let next = 0;
		return payloads.map(({ letter }) => {
			const own = messages.slice(next, (next += letter.recipients.length));
			return isWhole
				? [{ json: deepCopy(partOf(json, own)) }]
				: own.map((each) => ({ json: each }));
		});
	},
};
