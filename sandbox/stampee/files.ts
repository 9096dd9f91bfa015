import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendPdf } from '../pdf';
import type { LinkFault, SignedQuery } from '../signedLinks';
import { history, type Account } from './account';
import { evidencePdf } from './evidencePdf';
import type { EvidenceType } from './vocabulary';

/** "Signed URLs to download PDF proof documents (valid for 24 hours)" (quick start). */
export const linkValidity = { hours: 24 };

export const evidencePath = (id: string, type: EvidenceType) => `/evidences/${id}-${type}.pdf`;

/** Object stores answer in XML. */
const reasons: Record<LinkFault, string> = {
	expired: 'Request has expired',
	forged: 'The request signature does not match',
};

const deny = (reply: FastifyReply, fault: LinkFault) =>
	reply
		.code(403)
		.type('application/xml')
		.send(
			'<?xml version="1.0" encoding="UTF-8"?>\n' +
				`<Error><Code>AccessDenied</Code><Message>${reasons[fault]}</Message></Error>\n`,
		);

/** The origin that evidence is downloaded from. It requires no token, because the link itself is signed. */
export const stampeeFiles = (account: Account) => (app: FastifyInstance) => {
	app.get<{ Params: { file: string }; Querystring: SignedQuery }>(
		'/evidences/:file',
		async ({ params: { file }, query }, reply) => {
			const fault = account.links.check(`/evidences/${file}`, query);
			if (fault) return deny(reply, fault);
			const [id, type] = file.replace('.pdf', '').split('-');
			const message = account.messages.find(id);
			const event =
				message && history(account, message).find(({ eventType }) => eventType === type);
			// Signed, but unknown: the link is from an earlier run of a sandbox with stored keys.
			if (!event) return deny(reply, 'expired');
			return sendPdf(reply, await evidencePdf(message, event, account.clock.now()), file, 'inline');
		},
	);
};
