import type { Architecture } from '../architecture';

export const stampeeArchitecture: Architecture = {
	files: {
		'clientCertificate.ts': 'mutual TLS',
		'evidence.ts': 'proofs of messages',
		'resources/customer/states.ts': 'the states of a delegation',
		'resources/message/letter.ts': 'the payload of a send',
		'resources/message/messageId.ts': 'the message that an operation is about',
		'resources/message/recipients.ts': 'the recipients of a letter',
		'resources/message/statuses.ts': 'the statuses of a message, and the types of its evidence',
	},
	timeOfDay: {
		'clientCertificate.ts': {
			assertValidNow: 'A certificate is valid from one time of day to another.',
		},
	},
};
