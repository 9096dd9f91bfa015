import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import {
	attachments,
	bodyFields,
	referenceHint,
	simplifyOrPreview,
} from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, idOf, objectsIn, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { sameAddress } from '../../../shared/parameters/email';
import { ofKind } from '../../../shared/parameters/kind';
import type { Candidate, Policy } from '../../../shared/policy';
import { contentOf } from '../../api';
import { hasMailFailed } from '../../delivery';
import { detailOf, entriesSince, PAUSES } from '../../lookup';
import { namedIn, recipientsIn, recipientsOf, sentCountIn, splitMail, wholeMail } from '../../mail';
import { readingEmail, sending } from '../../policies';
import { learnZone } from '../../zone';
import { addressesOf, MAX_RECIPIENTS, type Letter, type SentLetter } from './letter';

/**
 * Whether an email in the list may be the letter: the list has the address of a single recipient, or else only their
 * number.
 */
const mayMatch = (
	{ is_multi_recipient: isMulti, recipient_count: count, recipient, subject }: IDataObject,
	letter: Letter,
): boolean => {
	const [only, ...others] = addressesOf(letter);
	const isToThese = isMulti
		? Number(count) === others.length + 1
		: others.length === 0 && textOf(recipient).toLowerCase() === only;
	return isToThese && textOf(subject) === letter.subject;
};

export const sendingLetters: Policy<SentLetter> = {
	...sending,
	acceptedIds: (outputs) =>
		outputs.flatMap(({ json }) => {
			const listed = objectsIn(json.recipients);
			const recipients = listed.length > 0 ? listed : [json];
			const ofMail = json.mail_tracking_id ?? json.tracking_id;
			return recipients
				.filter((recipient) => !hasMailFailed(recipient))
				.map(({ tracking_id: own }) => idOf(own) || asAnswered(ofMail));
		}),
	// The answer may have the ID of the whole only, and a lookup finds those of the recipients as well.
	claimedIds: (outputs) =>
		outputs.flatMap(({ json }) => [
			json.mail_tracking_id,
			...[json, ...objectsIn(json.recipients)].map(({ tracking_id: id }) => id),
		]),
	refusedPart({ json }) {
		const recipients = recipientsIn(json);
		if (recipients.length === 0 || !recipients.every(hasMailFailed)) return undefined;
		const reasons = [recipients[0].error_details, json.error_status, json.message];
		const said = reasons.map(textOf).find(Boolean) ?? 'it does not say why';
		const addresses = recipients.map(({ email }) => textOf(email)).join(', ');
		return {
			message: `LegallyMail could not send to ${addresses}: ${said}`,
			findBy: {
				Recipients: addresses,
				'Tracking ID': textOf(json.mail_tracking_id ?? json.tracking_id),
			},
		};
	},
	preview: ({ letter: { subject, message: html } }) => ({ subject, html }),
	findBy: ({ letter: { recipient, subject } }) => ({ Recipients: recipient, Subject: subject }),
	lookup: {
		comparedText: ({ letter: { subject } }) => subject,
		pauses: () => PAUSES,
		async search({ letter, isSplit }, sentAt, earlier) {
			const entries = await entriesSince(this, '/api/emails', sentAt, earlier);
			const found: Candidate[] = [];
			for (const { tracking_id } of entries
				.map(({ entry }) => entry)
				.filter((entry) => mayMatch(entry, letter))) {
				// For several recipients, the list has only their number, and not their tracking IDs.
				const { detail: mail } = await detailOf(this, readingEmail, '/api/email', {
					tracking_id,
				});
				const addresses = recipientsOf(mail).map(({ email }) => email.toLowerCase());
				if (addresses.sort().join() !== addressesOf(letter).sort().join()) continue;
				const outputs = outputsOf(asAnswer(mail), isSplit);
				found.push({ id: textOf(tracking_id), status: textOf(mail.status), outputs });
			}
			return found;
		},
	},
};

/** An email found by a lookup, with the additional fields of an answer to a send. */
function asAnswer(mail: IDataObject): IDataObject {
	const recipients = recipientsOf(mail);
	const failed = recipients.filter(hasMailFailed);
	return {
		// The message of the lost answer can't be recovered.
		message: null,
		success_count: recipients.length - failed.length,
		fail_count: failed.length,
		...mail,
	};
}

const outputsOf = (mail: IDataObject, isSplit: boolean) => {
	const split = isSplit ? splitMail(mail).map((json) => ({ json })) : [];
	return split.length > 0 ? split : [{ json: wholeMail(mail) }];
};

/** One item for each recipient, or one for the email. */
export const toRecipients: ToItems<SentLetter> = async function (items, { headers }, sent) {
	const { letter, isSplit } = sent;
	const [{ json: answer }] = items;
	const mail = contentOf(answer);
	const outputs = outputsOf(mail, isSplit);
	assertConsistent(mail, answer.success, letter);
	await learnZone(this, mail.sent_at, headers);
	return outputs;
};

/**
 * An answer must not contradict itself or the request. One that reports a failure has to name whom it concerns, and its
 * counts have to be those of the recipients: then one whom it does not list is a success. Counts of more recipients are
 * of something else. Those in its words have to leave as many unsent as it names as failed, whomever they count. If it
 * names recipients without counts, none may be missing.
 * @throws DoubtfulAnswer if it does: the email may have been sent to any of them
 */
function assertConsistent(mail: IDataObject, success: unknown, letter: Letter): void {
	const recipients = recipientsOf(mail);
	const asked = addressesOf(letter).map(sameAddress);
	const recipientCount = asked.length;
	const failed = recipients.filter(hasMailFailed).length;
	const addresses = recipients.flatMap(namedIn);
	const isOneMissing =
		addresses.some((each) => asked.includes(each)) &&
		asked.some((each) => !addresses.includes(each));
	const counts = [
		['success_count', recipientCount - failed],
		['fail_count', failed],
	] as const;
	const told = counts.filter(([name]) => textOf(mail[name]) !== '');
	const areOfThese = told.every(([name]) => Number(mail[name]) <= recipientCount);
	const wrong = told.filter(([name, count]) => areOfThese && Number(mail[name]) !== count);
	const isCounted = areOfThese && told.some(([name]) => name === 'success_count');
	const words = sentCountIn(mail.message);
	const isSaidOtherwise =
		words !== undefined &&
		(words.all - words.sent !== failed || words.sent < recipientCount - failed);
	const isUnexplained = success === false && failed === 0;
	const isIncomplete = isOneMissing && !isCounted;
	if (wrong.length === 0 && !isSaidOtherwise && !isUnexplained && !isIncomplete) return;
	const miscounted = wrong.map(([name]) => `${name}: ${textOf(mail[name])}`).join(', ');
	const said = textOf(mail.message) || textOf(mail.error_status) || `success: ${textOf(success)}`;
	const named = recipients.map(
		({ email, status, tracking_id: id }) => `${email} ${status} (${id})`,
	);
	const ids = [mail.tracking_id, ...recipients.map((each) => each.tracking_id)].map(idOf);
	throw new DoubtfulAnswer(
		ids.filter(Boolean),
		undefined,
		`says "${miscounted || said}" under the tracking ID ${textOf(mail.tracking_id)}, and yet names ${named.join(', ') || 'no recipient'}`,
	);
}

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['send'] } },
	[
		ofKind('emails', {
			displayName: 'Recipients',
			name: 'recipient',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. claire@example.org, paul@example.org',
			hint: 'One address, or up to 10 separated by commas',
			description:
				'The people who get the email. Each is followed, and has certificates, on their own.',
		}),
		ofKind('line', {
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Notice of termination, contract C-2041',
			hint: referenceHint,
		}),
		...bodyFields('e.g. Dear Claire, please find the notice attached.', 'The content of the email'),
		attachments('LegallyMail documents no limit on their size'),
		simplifyOrPreview,
	],
);

export const maximumRecipients: INodeProperties = {
	displayName: 'Maximum Recipients',
	name: 'maximumRecipients',
	type: 'number',
	default: MAX_RECIPIENTS,
	typeOptions: { minValue: 1 },
	description: 'How many recipients an email may have, if LegallyMail has raised your limit',
};

export const replyTo: INodeProperties = ofKind('email', {
	displayName: 'Reply To',
	name: 'replyTo',
	type: 'string',
	default: '',
	placeholder: 'e.g. office@example.com',
	description: 'Where replies go. It must be a registered and verified sender of your account.',
});

export const replyToName: INodeProperties = ofKind('line', {
	displayName: 'Reply To Name',
	name: 'replyToName',
	type: 'string',
	default: '',
	placeholder: 'e.g. Example Office',
	description: 'The name for replies',
});
