import type { Architecture } from '../architecture';

export const stempArchitecture: Architecture = {
	files: {
		'logs.ts': 'what was sent, newest first',
		'rejection.ts': 'why it does not write to somebody',
		'signingSecrets.ts': 'what its webhook is signed with',
		'tokens.ts': 'access and refresh tokens',
		'resources/email/emailId.ts': 'the email that an operation is about',
		'resources/email/inlineImages.ts': 'images within an email',
		'resources/email/logRows.ts': 'rows of the logs as they are given out',
		'resources/email/mail.ts': 'the payload of a send',
		'resources/email/recipient.ts': 'to whom',
		'resources/user/users.ts': 'the user that an operation is about',
	},
	takenAsGiven: {
		'resources/email/inlineImages.ts': 'Entries, as the form has had them read.',
		'resources/email/recipient.ts': 'The way in which a locator names something.',
	},
	timeOfDay: {
		'tokens.ts': { renew: 'It is kept over a restart; isFresh looks at it.' },
		'webhookEvents.ts': { eventAge: 'An event has a time of day and no other.' },
	},
};
