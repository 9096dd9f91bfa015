import type { Architecture } from '../architecture';

export const stampeeArchitecture: Architecture = {
	files: {
		'accepted.ts': 'what an answer has for whom',
		'clientCertificate.ts': 'mutual TLS',
		'errorInSuccess.ts': 'errors that come with a success',
		'evidence.ts': 'proofs of messages',
		'pfx.ts': 'the passphrase of a PFX file',
		'resources/customer/states.ts': 'the states of a delegation',
		'resources/message/letter.ts': 'the payload of a send',
		'resources/message/messageId.ts': 'the message that an operation is about',
		'resources/message/recipients.ts': 'the recipients of a letter',
		'resources/message/statuses.ts': 'the statuses of a message, and the types of its evidence',
	},
	lasting: {
		'pfx.ts': { results: 'Each request of a credential brings the same file and passphrase.' },
	},
	timeOfDay: {
		'clientCertificate.ts': {
			assertValidNow: 'A certificate is valid from one time of day to another.',
		},
	},
};
