import { REQUESTS_PER_MINUTE } from '../../../nodes/LegallyMail/policies';
import { Office, smallPdf } from './caller';
import { at, markersOnly, onceIn, operations, readers, type Environment } from '../operations';
import { byId } from './node';

const email = onceIn(async (sandbox) => await new Office(sandbox).send('read@example.org'));
const signature = onceIn(
	async (sandbox) => await new Office(sandbox).requestSignature('sign@example.org'),
);
const sms = onceIn(async (sandbox) => await new Office(sandbox).sendSms('+34600000000'));

const recipientIds = (answer: unknown) =>
	(answer as { data: { recipients: Array<{ tracking_id: string }> } }).data.recipients.map(
		({ tracking_id: id }) => id,
	);

/**
 * Earlier sends must be older than the minute by which clocks may differ: only then does the list of the latest 25
 * prove that something was not sent.
 */
const letTimePass = ({ sandbox }: Environment) => sandbox.clock.advance({ minutes: 5 });

const mails = async (environment: Environment, markers: string[]) => {
	letTimePass(environment);
	return markers.map((marker) => ({ json: { marker } }));
};

/** A contract for each item. */
const contracts = async (environment: Environment, markers: string[]) => {
	letTimePass(environment);
	const { engine } = environment;
	const data = await engine.binary(smallPdf, { fileName: 'a.pdf', mimeType: 'application/pdf' });
	return markers.map((marker) => ({ json: { marker }, binary: { data } }));
};

/** Markers are a letter followed by digits, so each results in a different number. */
const phoneOf = (marker: string) => `+34${marker.slice(1)}1`;

const phones = async (_environment: Environment, markers: string[]) =>
	markers.map((marker) => ({ json: { marker, phone: phoneOf(marker) } }));

export const legallyMailOperations = operations({
	rows: {
		'email.send': {
			kind: 'send',
			on: 'POST /api/send',
			parameters: {
				recipient: '={{ $json.marker }}@example.org',
				subject: '={{ $json.marker }}',
				body: 'Bonjour',
			},
			prepare: mails,
			ids: (answer) => [...at('data', 'tracking_id')(answer), ...recipientIds(answer)],
			lookups: [{}],
			deduplication: {
				knowledge: 'listed',
				files: { attachments: 'file' },
				prepare: markersOnly,
			},
			sendLookAlike: async (sandbox, { json: { marker } }) =>
				at(
					'data',
					'tracking_id',
				)(
					await new Office(sandbox).post('/api/send', {
						recipient: `${marker as string}@example.org`,
						subject: marker,
						message: '<p>Another</p>',
					}),
				),
		},
		'email.get': {
			kind: 'read',
			on: 'GET /api/email',
			parameters: { trackingId: byId('={{ $json.id }}') },
			prepare: readers(email),
			status: {
				send: async (sandbox, becomes) =>
					await new Office(sandbox).send(becomes === 'final' ? 'bounce@x.org' : 'silent@x.org'),
				undocumented: (id) => ({
					success: true,
					email: { tracking_id: id, recipient: 'a@x.org', status: 'shredded' },
				}),
				isListed: true,
				perMinute: REQUESTS_PER_MINUTE,
			},
		},
		'email.getCertificate': {
			kind: 'read',
			on: 'GET /api/email',
			parameters: { trackingId: byId('={{ $json.id }}') },
			prepare: readers(email),
		},
		'email.getMany': { kind: 'read', on: 'GET /api/emails', parameters: { limit: 2 } },
		'signature.request': {
			kind: 'send',
			on: 'POST /api/signature/send',
			parameters: {
				specifySigners: 'json',
				signersJson: '={{ [{ name: "Claire", email: $json.marker + "@example.org" }] }}',
				document: 'data',
				documentName: '={{ $json.marker }}.pdf',
			},
			prepare: contracts,
			ids: at('data', 'uuid'),
			lookups: [{}],
			deduplication: {
				knowledge: 'listed',
				files: { document: 'file' },
				needsFiles: true,
				prepare: markersOnly,
			},
			sendLookAlike: async (sandbox, { json: { marker } }) =>
				at(
					'data',
					'uuid',
				)(
					await new Office(sandbox).post('/api/signature/send', {
						signers: [{ name: 'Claire', email: `${marker as string}@example.org` }],
						document: Buffer.concat([smallPdf, Buffer.from('%another\n')]).toString('base64'),
						document_name: `${marker as string}.pdf`,
					}),
				),
		},
		'signature.get': {
			kind: 'read',
			on: 'GET /api/signature',
			parameters: { uuid: byId('={{ $json.id }}') },
			prepare: readers(signature),
			status: {
				send: async (sandbox, becomes) =>
					await new Office(sandbox).requestSignature(
						becomes === 'final' ? 'sign@x.org' : 'silent@x.org',
					),
				undocumented: (uuid) => ({ success: true, data: { uuid, status: 'shredded' } }),
				isListed: true,
				perMinute: REQUESTS_PER_MINUTE,
			},
		},
		'signature.getDocument': {
			kind: 'read',
			on: 'GET /api/signature',
			parameters: { uuid: byId('={{ $json.id }}'), documents: ['original'] },
			prepare: readers(signature),
		},
		'signature.getMany': { kind: 'read', on: 'GET /api/signatures', parameters: { limit: 2 } },
		'sms.send': {
			kind: 'send',
			on: 'POST /api/sms/send',
			parameters: { phone: '={{ $json.phone }}', smsBody: 'Votre convocation' },
			prepare: phones,
			name: ({ json }) => json.phone as string,
			ids: at('uuid'),
			lookups: [],
			deduplication: { knowledge: 'silent' },
		},
		'sms.get': {
			kind: 'read',
			on: 'GET /api/sms',
			parameters: { smsUuid: '={{ $json.id }}' },
			prepare: readers(sms),
			status: {
				send: async (sandbox, becomes) =>
					await new Office(sandbox).sendSms(becomes === 'final' ? '+34600000404' : '+34600000408'),
				undocumented: (uuid) => ({ success: true, data: { uuid, status: 'shredded' } }),
				perMinute: REQUESTS_PER_MINUTE,
			},
		},
		'sms.getCertificate': {
			kind: 'read',
			on: 'GET /api/sms',
			parameters: { smsUuid: '={{ $json.id }}' },
			prepare: readers(sms),
		},
		'account.getInfo': { kind: 'read', on: 'GET /api/info', parameters: {} },
	},
	typicalRead: 'account.getInfo',
	oneOfEachKind: ['email.send'],
});
