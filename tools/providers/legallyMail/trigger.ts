import { Office } from './caller';
import type { PollingTrigger } from '../trigger';
import { legallyMail, legallyMailTrigger, unhurried } from './node';

/** Does not wait for LegallyMail's limit of ten requests a minute. */
const atOnce = () => ({ options: unhurried });

export const trigger: PollingTrigger = {
	node: legallyMailTrigger('emailStatusChanged'),
	change: async (sandbox, name) => await new Office(sandbox).send(`unread+${name}@example.org`),
	sends: [
		legallyMail(
			['email', 'send'],
			{ recipient: 'read@example.org', subject: 'Notice', body: 'Hello' },
			{ name: 'Certified email' },
		),
		legallyMail(['sms', 'send'], { phone: '+34600000000', smsBody: 'Hello' }, { name: 'SMS' }),
		legallyMail(
			['signature', 'request'],
			{
				specifySigners: 'json',
				signersJson: '[{ "name": "Ada", "email": "sign@example.org" }]',
				document: 'data',
			},
			{ name: 'Signature' },
		),
	],
	events: {
		emailStatusChanged: { parameters: atOnce, shows: 'read@example.org' },
		newCertificate: { parameters: atOnce, shows: '-read.pdf' },
		signatureStatusChanged: { parameters: atOnce, shows: 'signed' },
		smsStatusChanged: {
			parameters: (accepted) => ({
				...atOnce(),
				smsUuids: accepted
					.filter(({ recipient }) => recipient.startsWith('+'))
					.map(({ id }) => id)
					.join(', '),
			}),
			shows: 'delivered',
		},
	},
};
