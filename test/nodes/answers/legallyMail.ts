import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox';
import email from '../../fixtures/legallyMail/email.json';
import emails from '../../fixtures/legallyMail/emails.json';
import info from '../../fixtures/legallyMail/info.json';
import send from '../../fixtures/legallyMail/send.json';
import signature from '../../fixtures/legallyMail/signature.json';
import signatureSend from '../../fixtures/legallyMail/signatureSend.json';
import signatures from '../../fixtures/legallyMail/signatures.json';
import sms from '../../fixtures/legallyMail/sms.json';
import smsSend from '../../fixtures/legallyMail/smsSend.json';
import { smallPdf } from '../../../tools/providers/legallyMail/caller';
import { chain, start } from '../../../tools/engine/chain';
import {
	byId,
	itemWith,
	legallyMail,
	legallyMailAccount,
	legallyMailTrigger,
} from '../../../tools/providers/legallyMail/node';
import type { DocumentedAnswer } from './answer';

const credentials = ({ legallyMail: account }: Sandbox) => ({
	legallyMailApi: legallyMailAccount(account),
});

const operation =
	(of: [string, string], parameters: INodeParameters): DocumentedAnswer['outputs'] =>
	async (stage, sandbox, give) => {
		give();
		const file = { fileName: 'Contract.pdf', mimeType: 'application/pdf' };
		const input = [itemWith(await stage.engine.binary(smallPdf, file))];
		const { items } = await stage.engine.run(chain(start, legallyMail(of, parameters)), {
			input,
			credentials: credentials(sandbox),
		});
		return items('LegallyMail').map(({ json }) => json);
	};

/** Three polls: one that takes the initial snapshots, one that finds what is new, and one that fetches it. */
const trigger =
	(event: string, parameters: INodeParameters = {}): DocumentedAnswer['outputs'] =>
	async (stage, sandbox, give) => {
		const staticData: IDataObject = {};
		const poll = async () => {
			const { items, error } = await stage.engine.poll(
				chain(legallyMailTrigger(event, parameters)),
				{ credentials: credentials(sandbox), staticData },
			);
			if (error) throw error;
			return (items ?? []).map(({ json }) => json);
		};
		answerOnce(sandbox, 'GET /api/sms', { data: { uuid: 'a1', status: 'sent' } });
		await poll();
		answerOnce(sandbox, 'GET /api/emails', { emails: [{ tracking_id: 'cm_abc123' }] });
		give();
		return [...(await poll()), ...(await poll())];
	};

const answerOnce = (sandbox: Sandbox, on: string, body: object) =>
	sandbox.faults.add({
		provider: 'legallyMail',
		on,
		fault: { kind: 'status', status: 200, body: { success: true, ...body } },
	});

const OF_THE_LIST = {
	count: 'each entry is an item',
	limit: 'it is what was asked for',
	max_limit: 'the form names it',
};

/** As in the documented answers; that of an SMS has three dots there. */
const [EMAIL, SIGNATURE, SMS] = ['cm_abc123', '550e8400-e29b-41d4-a716-446655440000', 'a1'];

export const legallyMailIds = [EMAIL, SIGNATURE, SMS];

const trackingId = byId(EMAIL);
const uuid = byId(SIGNATURE);
const oneSms = { ...sms, data: { ...sms.data, uuid: SMS } };
const letter = {
	recipient: 'recipient1@example.com, recipient2@example.com',
	subject: 'Test Email',
	body: 'Hello',
};
const signers = { signers: { signer: [{ name: 'John Doe', email: 'john.doe@example.com' }] } };

/** A row for an operation, in each of its output modes. */
const row = (
	of: [string, string],
	to: string,
	answer: object,
	parameters: INodeParameters,
	more: Partial<DocumentedAnswer> = {},
): DocumentedAnswer => ({ of, to, answer, outputs: operation(of, parameters), ...more });

export const legallyMailAnswers: DocumentedAnswer[] = [
	row(['email', 'send'], 'POST /api/send', send, letter, { as: 'split' }),
	row(
		['email', 'send'],
		'POST /api/send',
		send,
		{ ...letter, splitByRecipient: false },
		{ as: 'whole' },
	),
	row(
		['email', 'get'],
		'GET /api/email',
		email,
		{ trackingId, splitByRecipient: false },
		{ as: 'whole' },
	),
	row(['email', 'get'], 'GET /api/email', email, { trackingId }, { as: 'split' }),
	row(['email', 'getMany'], 'GET /api/emails', emails, {}, { leftOut: OF_THE_LIST }),
	row(['email', 'getCertificate'], 'GET /api/email', email, { trackingId }),
	row(['signature', 'request'], 'POST /api/signature/send', signatureSend, signers),
	row(['signature', 'get'], 'GET /api/signature', signature, { uuid }),
	row(['signature', 'getMany'], 'GET /api/signatures', signatures, {}),
	row(['signature', 'getDocument'], 'GET /api/signature', signature, {
		uuid,
		documents: ['acta', 'original'],
	}),
	row(['sms', 'send'], 'POST /api/sms/send', smsSend, {
		phone: '+34600000000',
		smsBody: 'Hello',
	}),
	row(['sms', 'get'], 'GET /api/sms', oneSms, { smsUuid: SMS }),
	row(['sms', 'getCertificate'], 'GET /api/sms', oneSms, { smsUuid: SMS }),
	row(['account', 'getInfo'], 'GET /api/info', info, {}),
	{
		of: ['emailStatusChanged'],
		to: 'GET /api/email',
		answer: email,
		outputs: trigger('emailStatusChanged'),
	},
	{
		of: ['newCertificate'],
		as: 'file',
		to: 'GET /api/email',
		answer: email,
		outputs: trigger('newCertificate'),
	},
	{
		of: ['newCertificate'],
		as: 'link',
		to: 'GET /api/email',
		answer: email,
		outputs: trigger('newCertificate', { downloadCertificate: false }),
	},
	{
		of: ['signatureStatusChanged'],
		to: 'GET /api/signatures',
		answer: signatures,
		outputs: trigger('signatureStatusChanged'),
	},
	{
		of: ['smsStatusChanged'],
		to: 'GET /api/sms',
		answer: oneSms,
		outputs: trigger('smsStatusChanged', { smsUuids: SMS }),
	},
];
