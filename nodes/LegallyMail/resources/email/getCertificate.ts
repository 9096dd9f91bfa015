import {
	NodeApiError,
	updateDisplayOptions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { inItem } from '../../../shared/inItem';
import { ofKind } from '../../../shared/parameters/kind';
import { choiceIn, fieldNameIn, lineIn } from '../../../shared/parameters/parameter';
import { contentOf } from '../../api';
import { asDocument, certificatesIn, type Certificate } from '../../certificates';
import { documentItem } from '../../documents';

const ALL = 'all';

/** One item for each certificate, with its PDF. */
export const toCertificates: ToItems = async function (items) {
	const mail = contentOf(items[0].json);
	const type = choiceIn(this, 'certificateType', ALL);
	const who = lineIn(this, 'certificateRecipient').toLowerCase();
	const isWanted = ({ type: ofIt, recipient: { email, tracking_id: id } }: Certificate) =>
		(type === ALL || type === ofIt) &&
		(who === '' || [email, id].some((name) => name.toLowerCase() === who));
	const wanted = certificatesIn(mail).filter(isWanted);
	if (wanted.length === 0 && (type !== ALL || who !== '')) {
		throw new NodeApiError(
			this.getNode(),
			{},
			{
				message: `There is no such certificate yet${inItem(this.getItemIndex())}`,
				description:
					'A certificate comes some time after the event that it proves. Check the parameters, or try again later.',
				itemIndex: this.getItemIndex(),
			},
		);
	}
	const field = fieldNameIn(this, 'binaryPropertyName');
	const files: INodeExecutionData[] = [];
	for (const certificate of wanted) {
		files.push(await documentItem(this, asDocument(mail, certificate), field));
	}
	return files;
};

export const getCertificateFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['email'], operation: ['getCertificate'] } },
	[
		{
			displayName: 'Certificate Type',
			name: 'certificateType',
			type: 'options',
			options: [
				{ name: 'All Available', value: ALL, description: 'One item for each' },
				{ name: 'Delivered', value: 'delivered', description: 'Proves the delivery' },
				{ name: 'Read', value: 'read', description: 'Proves that it was read' },
			],
			default: ALL,
		},
		ofKind('line', {
			displayName: 'Recipient',
			name: 'certificateRecipient',
			type: 'string',
			default: '',
			placeholder: 'e.g. claire@example.org',
			hint: 'Leave empty to get the certificates of all recipients',
			description: "Whose certificates to get, by address or by the recipient's own tracking ID",
		}),
	],
);
