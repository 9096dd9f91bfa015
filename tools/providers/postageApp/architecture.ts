import type { Architecture } from '../architecture';

export const postageAppArchitecture: Architecture = {
	files: {
		'history.ts': 'what was sent in the last days',
		'hourly.ts': 'one request an hour',
		'mail/fields.ts': 'the parameters of a mail',
		'mail/headers.ts': 'its headers',
		'mail/mail.ts': 'a mail as it is sent',
		'mail/parameterNames.ts': 'what an operation calls its parameters',
		'mail/recipients.ts': 'its recipients',
		'mail/uid.ts': 'the key by which PostageApp recognizes it',
		'mail/variables.ts': 'its variables',
		'transmissions.ts': 'what became of a message for each recipient',
		'webhookAuthentication.ts': 'who may push',
		'webhookVerification.ts': 'asks PostageApp whether an event is true',
		'resources/mailbox/mailboxId.ts': 'the mailbox that an operation is about',
		'resources/mailbox/mailboxes.ts': 'mailboxes as they are given out',
		'resources/message/message.ts': 'what identifies a message',
		'resources/message/messageUid.ts': 'the message that an operation is about',
		'resources/scheduledMessage/events.ts': 'scheduled messages as they are given out',
		'resources/scheduledMessage/schedule.ts': 'when to send',
		'resources/scheduledMessage/scheduling.ts': 'what both ways to create have in common',
		'resources/suppression/suppressions.ts': 'suppressed addresses',
	},
	takenAsGiven: {
		'mail/headers.ts': 'Headers, as the form has had them read.',
		'mail/recipients.ts': 'Entries, as the form has had them read.',
	},
	lasting: {
		'hourly.ts': {
			attempts: 'Triggers ask for a message once an hour.',
			unsaved: 'What a poll that failed has got, for the next one.',
		},
	},
	timeOfDay: {
		'history.ts': {
			latestHistory: "Days are asked for, and again if PostageApp's are others.",
		},
	},
};
