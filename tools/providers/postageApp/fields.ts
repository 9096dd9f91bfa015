import type { INodeParameters } from 'n8n-workflow';
import { inObject, type FieldFacts, type Word } from '../fields';

const variablesOfOne: Word = { around: (text) => ({ 'a@example.org': { name: text } }) };

/** A replacement mail has content and recipients. */
const NEW_MAIL: INodeParameters = { newRecipients: 'a@example.org', newTextPlain: 'News' };

/** Options that an update uses only if it replaces the mail. */
const OF_MAIL = ['recipientOverride', 'otherArguments'];

/** Other parameters that a field requires, by the last name in its path. */
const BESIDE: Record<string, INodeParameters> = {
	newUid: { findBy: 'id', mailboxId: 7 },
	binaryPropertyName: { output: 'file' },
	replaceMessage: NEW_MAIL,
};

export const postageAppFields: FieldFacts = {
	account: { projectApiKey: 'project', accountApiKey: 'account' },
	bases: [{}],
	words: {
		limit: { word: 11, becomes: () => [250] },
		port: { word: 1143 },
		newUid: { beside: BESIDE.newUid },
		recipientsJson: variablesOfOne,
		newRecipientsJson: variablesOfOne,
		variablesJson: inObject,
		otherArguments: inObject,
		body: inObject,
		scheduledMessagesJson: {
			around: (text) => [
				{
					uid: 'digest',
					schedule: 'tomorrow',
					metadata: { arguments: { recipients: 'a@example.org', content: { 'text/plain': text } } },
				},
			],
		},
		postbackUrl: { around: (text) => `https://example.org/${text}` },
	},
	entries: {
		recipient: () => ({ email: 'a@example.org' }),
		variable: () => ({ name: 'order', value: '1' }),
		header: () => ({ name: 'x-campaign', value: 'spring' }),
		scheduledMessage: () => ({
			schedule: 'every day at 1am',
			recipients: 'a@example.org',
			textPlain: 'News',
		}),
	},
	beside: (operation, path) => {
		const last = path.at(-1)!;
		const isOption = OF_MAIL.includes(last);
		const isNew =
			operation === 'scheduledMessage.update' && (path[0].startsWith('new') || isOption);
		return {
			...(isNew && NEW_MAIL),
			...(isNew && isOption && { replaceMessage: true }),
			...BESIDE[last],
		};
	},
};
