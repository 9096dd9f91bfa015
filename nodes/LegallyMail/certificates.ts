import type { IDataObject } from 'n8n-workflow';

import { objectsIn, textOf } from '../shared/json';
import type { LinkedDocument } from './documents';
import { copyOf, recipientsOf, type Recipient } from './mail';

/** A certificate of one recipient's copy of an email, as `GET /api/email` lists it. */
export interface Certificate {
	recipient: Recipient;
	/** delivered, read, or one that is not documented yet. */
	type: string;
	details: IDataObject;
}

export const certificatesIn = (mail: IDataObject): Certificate[] =>
	recipientsOf(mail).flatMap((recipient) =>
		objectsIn(recipient.certificates).map((details) => ({
			recipient,
			type: textOf(details.certificate_type),
			details,
		})),
	);

/** The fields of an output that describe a certificate. */
export const describe = (mail: IDataObject, { recipient, details }: Certificate): IDataObject => ({
	...copyOf(mail, { ...recipient, certificates: undefined }),
	...details,
});

export const asDocument = (mail: IDataObject, certificate: Certificate): LinkedDocument => ({
	url: certificate.details.pdf_download_url,
	label: `The certificate '${certificate.type}' of ${certificate.recipient.email}`,
	fileName: `legallymail-${certificate.recipient.tracking_id}-${certificate.type}`,
	hash: certificate.details.file_hash,
	json: describe(mail, certificate),
});
