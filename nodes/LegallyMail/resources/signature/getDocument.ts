import {
	updateDisplayOptions,
	type IDataObject,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { choicesIn, fieldNameIn } from '../../../shared/parameters/parameter';
import { contentOf } from '../../api';
import { withSignatureDelivery } from '../../delivery';
import { documentItem, type LinkedDocument } from '../../documents';
import { momentOf } from '../../zone';

/** The documents of a signature request, with the fields for the link and the hash of each. */
const DOCUMENTS: Record<string, { label: string; url: string; hash: string }> = {
	acta: {
		label: 'The signed record',
		url: 'download_acta_url',
		hash: 'signed_document_hash',
	},
	original: {
		label: 'The original document',
		url: 'download_original_url',
		hash: 'document_hash',
	},
};

function documentOf(signature: IDataObject, kind: string): LinkedDocument {
	const { label, url, hash } = DOCUMENTS[kind];
	const { uuid } = signature;
	return {
		url: signature[url],
		label: `${label} of ${textOf(uuid)}`,
		fileName: `legallymail-${textOf(uuid)}-${kind}`,
		hash: signature[hash],
		json: { ...signature, document: kind, url: signature[url], file_hash: signature[hash] },
	};
}

/** One item for each document, with its PDF. */
export const toDocuments: ToItems = async function (items, { headers }) {
	const moment = await momentOf(this, headers);
	const signature = withSignatureDelivery(contentOf(items[0].json), moment);
	const wanted = choicesIn(this, 'documents', ['acta']);
	const field = fieldNameIn(this, 'binaryPropertyName');
	const files: INodeExecutionData[] = [];
	for (const kind of wanted) {
		files.push(await documentItem(this, documentOf(signature, kind), field));
	}
	return files;
};

export const getDocumentFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['signature'], operation: ['getDocument'] } },
	[
		{
			displayName: 'Documents',
			name: 'documents',
			type: 'multiOptions',
			options: [
				{
					name: 'Original',
					value: 'original',
					description: 'The document as you sent it',
				},
				{
					name: 'Signed Record',
					value: 'acta',
					description: 'The record that proves the signature ("acta")',
				},
			],
			default: ['acta'],
			required: true,
			description: 'One item for each',
		},
	],
);
