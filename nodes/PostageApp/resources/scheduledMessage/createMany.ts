import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { filled, isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { formOrJson, listFrom, type ListParameters } from '../../../shared/parameters/formOrJson';
import { readId } from '../../../shared/parameters/id';
import { readJson } from '../../../shared/parameters/json';
import { ofKind } from '../../../shared/parameters/kind';
import { placeOf, type Place } from '../../../shared/parameters/reading';
import { readSchedule } from '../../../shared/parameters/schedule';
import type { Prepare } from '../../../shared/run/job';
import { preparedBody, type MethodBody } from '../../api';
import { checkedMail, isReference } from '../../mail/mail';
import { uidFor } from '../../mail/uid';
import type { Definition } from './scheduling';

const parameters: ListParameters = {
	label: 'Scheduled Messages',
	choice: 'specifyScheduledMessages',
	form: ['scheduledMessages', 'scheduledMessage'],
	json: 'scheduledMessagesJson',
	example:
		'[{ "uid": "digest", "schedule": "every day at 1am", "metadata": { "arguments": { "recipients": ["ada@example.org"], "headers": { "subject": "Your digest" }, "content": { "text/plain": "News" } } } }]',
};

/** One request for all of them, with the user's uids or derived ones. */
export const prepareEvents: Prepare<MethodBody> = async function (request, deduplicationKey) {
	const events = listFrom(this, parameters, definitionIn).map((given, index) =>
		checked(this, given, index, deduplicationKey),
	);
	return preparedBody(request, { events });
};

/** An entry of the form in PostageApp's format. */
const definitionIn = (form: IDataObject): IDataObject => ({
	uid: form.uid,
	schedule: form.schedule,
	metadata: {
		arguments: filled<IDataObject[string]>({
			recipients: form.recipients,
			headers: filled({ subject: textOf(form.subject), from: textOf(form.from) }),
			content: filled({ 'text/plain': form.textPlain, 'text/html': form.textHtml }),
			template: textOf(form.template),
		}),
	},
});

/** The fields of a scheduled message on PostageApp's page. */
const FIELDS = ['uid', 'schedule', 'metadata'];

/** The arguments of a mail on its page about send_message. */
const ARGUMENTS = [
	'recipients',
	'headers',
	'content',
	'template',
	'variables',
	'attachments',
	'recipient_override',
];

function checked(
	context: IExecuteSingleFunctions,
	given: IDataObject,
	index: number,
	deduplicationKey?: string,
): Definition {
	if (isReference(given)) return given;
	const holdTo = (names: string[], object: IDataObject) => {
		const strange = Object.keys(object).find((name) => !names.includes(name));
		if (strange === undefined) return;
		throw badInput(
			context,
			`Scheduled message ${index + 1} has no '${strange}', only ${names.join(', ')}`,
			`Enter a list such as ${parameters.example}`,
		);
	};
	holdTo(FIELDS, given);
	const schedule = readSchedule(given.schedule, argument('schedule', index)) as string;
	if (schedule === '') {
		throw badInput(
			context,
			`Scheduled message ${index + 1} has no schedule`,
			'Enter when to send it, such as "every day at 1am" or "in 5 minutes".',
		);
	}
	const parsed = readJson(given.metadata ?? {}, argument('metadata', index));
	const metadata = isObject(parsed) ? parsed : {};
	const mail = isObject(metadata.arguments) ? metadata.arguments : {};
	const isRemote = isReference(metadata) || isReference(mail);
	if (!isRemote) holdTo(ARGUMENTS, mail);
	const definition = {
		...given,
		schedule,
		metadata: isRemote ? metadata : { ...metadata, arguments: checkedMail(context, mail) },
	};
	// With its position, because the same mail may occur twice.
	const own = readId(given.uid, argument('uid', index));
	const uid = uidFor(context, { given: own, deduplicationKey }, definition, index);
	return { ...definition, uid };
}

/** The place of a field in one of several entries, as an error names it. */
const argument = (field: string, index: number): Place => ({
	...placeOf({ displayName: field, name: field, type: 'string', default: '' }),
	name: `The ${field} of scheduled message ${index + 1}`,
});

export const createManyFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['scheduledMessage'], operation: ['createMany'] } },
	[
		...formOrJson(
			parameters,
			'All are created by one request. As JSON, each is as PostageApp takes it, with everything that a message can have.',
			[
				ofKind('schedule', {
					displayName: 'Schedule',
					name: 'schedule',
					type: 'string',
					default: '',
					placeholder: 'e.g. every day at 1am',
					description: 'When to send, once or again and again. In UTC.',
				}),
				ofKind('namedEmails', {
					displayName: 'Recipients',
					name: 'recipients',
					type: 'string',
					default: '',
					placeholder: 'e.g. ada@example.org, Bob <bob@example.org>',
					description: 'Each recipient gets a message of their own and does not see the others',
				}),
				ofKind('namedEmail', {
					displayName: 'From',
					name: 'from',
					type: 'string',
					default: '',
					placeholder: 'e.g. Shop <shop@example.org>',
					description: 'The address of the sender. Leave it empty if the template has one.',
				}),
				ofKind('line', {
					displayName: 'Subject',
					name: 'subject',
					type: 'string',
					default: '',
					placeholder: 'e.g. Your digest',
					description: 'Leave it empty if the template has one',
				}),
				{
					displayName: 'Text',
					name: 'textPlain',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					description: 'The content as plain text',
				},
				{
					displayName: 'HTML',
					name: 'textHtml',
					type: 'string',
					typeOptions: { rows: 2 },
					default: '',
					description: 'The content as HTML',
				},
				ofKind('id', {
					displayName: 'Template',
					name: 'template',
					type: 'string',
					default: '',
					placeholder: 'e.g. receipt',
					description: 'The slug of a template of the project',
				}),
				ofKind('id', {
					displayName: 'UID',
					name: 'uid',
					type: 'string',
					default: '',
					placeholder: 'e.g. digest',
					description:
						'What it is known by, unique in the project. Leave it empty for one that stays the same if the execution is retried.',
				}),
			],
			false,
		),
	],
);
