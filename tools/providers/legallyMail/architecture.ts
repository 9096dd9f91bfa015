import type { Architecture } from '../architecture';

export const legallyMailArchitecture: Architecture = {
	files: {
		'activation.ts': 'what had happened before a trigger began',
		'certificates.ts': 'certificates of deliveries and readings',
		'documents.ts': 'PDFs behind its links',
		'emailSources.ts': 'emails and their certificates as poll sources',
		'latest.ts': 'the latest rows of its lists',
		'mail.ts': 'an email, and the copies of its recipients',
		'polledEntries.ts': 'how a trigger reads lists and single entries',
		'zone.ts': 'the time zone of its times',
		'resources/email/letter.ts': 'the payload of a send',
	},
	lasting: {
		'zone.ts': {
			observations:
				'The zone of a provider is the same for all, and only an answer to a send tells it.',
			offsetsThen: 'To ask for the offsets of all zones takes time, and they do not change.',
		},
	},
};
