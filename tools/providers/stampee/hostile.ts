import { PASTED, attempt, event, isNoEvent, nested, type Hostile } from '../hostile';

const PEM_BEGIN = '-----BEGIN CERTIFICATE-----';

function PEM(): string {
	return '-----BEGIN CERTIFICATE-----MIIB-----END CERTIFICATE-----';
}

/** How this provider's modules process input from others. */
export const stampeeHostile: Hostile = {
	parsers: {
		'nodes/Stampee/clientCertificate.ts': {
			pem: {
				size: PASTED,
				read: (module, text) => {
					void attempt(() => module.authority({ ca: text }));
					void attempt(() => module.authority({ ca: `${PEM_BEGIN}${text}` }));
					module.authority({ ca: `${PEM_BEGIN}${text}-----END CERTIFICATE-----` });
				},
				own: ['-----BEGIN ', '-----BEGIN CERTIFICATE-----', '-----', '\\n', `${PEM()}`],
			},
			pfx: {
				size: PASTED,
				read: (module, text) => {
					const fields = { mutualTls: 'pfx', passphrase: '' };
					void attempt(() => module.clientCertificate({ ...fields, clientCertificatePfx: text }));
					module.clientCertificate({ ...fields, clientCertificatePfx: `data:${text}` });
				},
				own: ['data:', 'MIIB'],
			},
		},
		'nodes/Stampee/evidence.ts': {
			targetOf: {
				read: (module, text) => [
					module.targetOf(text, 'https://example.com'),
					module.targetOf(`https://${text}.example.com`, 'https://example.com'),
					module.targetOf(`https://example.com/${text}`, 'https://example.com'),
				],
				own: ['../', '%2e%2e/', '?', '#'],
			},
		},
		'nodes/Stampee/pfx.ts': {
			isWrongPassphrase: {
				size: PASTED,
				read: (module, text) => {
					module.isWrongPassphrase(Buffer.from(text, 'latin1'), 'passphrase');
					module.isWrongPassphrase(Buffer.from(text, 'latin1'), text);
				},
				own: ['\x30\x00', '\x30\x82\x7f\x00', '\x30\x80', '\x04\x01', '\x30\x84'],
			},
		},
		'nodes/Stampee/webhookEvents.ts': {
			eventIn: {
				read: (module, text) => {
					for (const type of [text, `message_${text}`, `evidence_${text}`, `customer_${text}`]) {
						module.toJson(module.eventIn({ ...event(text), type }, text));
					}
				},
				own: ['_'],
			},
		},
	},
	lists: {
		'nodes/Stampee/webhookEvents.ts': {
			'levels of lists in an event': (module, count) => {
				const data = { list: nested(count) };
				return () => isNoEvent(module.eventIn({ ...event('a'), data }, 'a'));
			},
		},
	},
	harmless: {
		'nodes/Stampee/accepted.ts': 'Looks at the form of an ID, of at most 36 characters.',
		'nodes/Stampee/errorInSuccess.ts': 'Compares a whole status with a few words.',
		'nodes/Stampee/resources/message/getEvidence.ts': 'JSON.parse looks at each character once.',
		'nodes/Stampee/resources/message/recipients.ts': 'Replaces blanks in a field of a recipient.',
	},
};
