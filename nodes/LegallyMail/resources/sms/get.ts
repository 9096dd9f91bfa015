import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { fieldNameIn } from '../../../shared/parameters/parameter';
import { contentOf } from '../../api';
import { withSmsDelivery } from '../../delivery';
import { documentItem } from '../../documents';
import { idFrom } from '../email/get';

export const smsUuidFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['sms'], operation: ['get', 'getCertificate'] } },
	[
		ofKind('id', {
			displayName: 'SMS UUID',
			name: 'smsUuid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 550e8400-e29b-41d4-a716-446655440000',
			hint: 'The uuid in the output of Send',
			description: 'The UUID that LegallyMail gave when the SMS was sent',
		}),
	],
);

export const buildSmsRequest: Build = async function (request) {
	const uuid = idFrom(this, 'smsUuid', 'SMS UUID');
	return { ...request, qs: { ...request.qs, uuid } };
};

export const toOneSms: ToItems = async (items) => {
	const sms = contentOf(items[0].json);
	return [{ json: withSmsDelivery(sms) }];
};

/** The certificate of the SMS, as a PDF. The API has no hash of it. */
export const toSmsCertificate: ToItems = async function (items) {
	const sms = contentOf(items[0].json);
	const uuid = textOf(sms.uuid);
	const document = {
		url: sms.download_certificate_url,
		label: `The certificate of the SMS ${uuid}`,
		fileName: `legallymail-sms-${uuid}`,
		json: withSmsDelivery(sms),
	};
	const field = fieldNameIn(this, 'binaryPropertyName');
	return [await documentItem(this, document, field)];
};
