import { many, ofText, type Hostile } from '../hostile';

/** How this provider's modules process input from others. */
export const legallyMailHostile: Hostile = {
	parsers: {
		'nodes/LegallyMail/activation.ts': {
			pastAt: {
				read: (module, text) => module.pastAt({ now: 0, least: 0 }, [{ created_at: text }]),
			},
		},
		'nodes/LegallyMail/mail.ts': {
			namedIn: {
				read: (module, text) => [
					module.namedIn({ email: text }),
					module.namedIn({ email: `a@${text}` }),
				],
				own: ['"a," <a@b.it>,', 'a@b"'],
			},
			sentCountIn: ofText('sentCountIn', 'sent to ', 'sent to 1', 'sent to 1 of '),
		},
		'nodes/LegallyMail/zone.ts': { localTime: ofText('localTime'), readAsUtc: ofText('readAsUtc') },
	},
	lists: {
		'nodes/LegallyMail/activation.ts': {
			'times of recipients': (module, count) => {
				const recipients = many(count, () => ({ sent_at: '2026-03-01 10:00:00' }));
				return () => module.pastAt({ now: Date.UTC(2026, 3), least: 0 }, [{ recipients }, {}]);
			},
		},
		'nodes/LegallyMail/mail.ts': {
			recipients: (module, count) => {
				const recipients = many(count, (id) => ({
					tracking_id: `${id}`,
					email: `a${id}@b.it`,
					certificates: [{ certificate_type: 'sent' }],
				}));
				return () => [module.wholeMail({ recipients }), module.splitMail({ recipients })];
			},
		},
	},
	harmless: {
		'nodes/LegallyMail/delivery.ts': 'Looks for a state of ours in a list of ours.',
		'nodes/LegallyMail/emailSources.ts': 'Looks once for the end of a tracking ID.',
		'nodes/LegallyMail/documents.ts': 'Looks at 200 bytes of a file.',
		'nodes/LegallyMail/resources/email/letter.ts': 'Splits a name of ours.',
		'nodes/LegallyMail/resources/signature/request.ts': 'Replaces single characters of a name.',
	},
};
