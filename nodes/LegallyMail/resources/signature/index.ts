import type { INodeProperties } from 'n8n-workflow';

import { routing } from '../../../shared/dispatch/routing';
import { buildLatestRequest } from '../../api';
import { listing, readingByUuid } from '../../policies';
import {
	followingSignatures,
	prepareSignature,
	toOneSignature,
	toSignatures,
	uuidFields,
} from './get';
import { getDocumentFields, toDocuments } from './getDocument';
import {
	prepareSignatureRequest,
	requestFields,
	requestingSignatures,
	toSignature,
} from './request';

export const signatureOperations: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: ['signature'] } },
	options: [
		{
			name: 'Request',
			value: 'request',
			action: 'Request signature',
			description: 'Ask one to five people to sign a PDF',
			routing: routing({
				policy: requestingSignatures,
				request: { method: 'POST', url: '/api/signature/send' },
				prepare: prepareSignatureRequest,
				toItems: toSignature,
			}),
		},
		{
			name: 'Get',
			value: 'get',
			action: 'Get signature',
			description: 'Get the status of a signature request and of its signers',
			routing: routing({
				policy: followingSignatures,
				request: { method: 'GET', url: '/api/signature' },
				prepare: prepareSignature,
				toItems: toOneSignature,
			}),
		},
		{
			name: 'Get Document',
			value: 'getDocument',
			action: 'Get signature documents',
			description: 'Get the signed record or the original document',
			routing: routing({
				policy: readingByUuid,
				request: { method: 'GET', url: '/api/signature' },
				prepare: prepareSignature,
				toItems: toDocuments,
			}),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many signatures',
			description: 'Get the last signature requests, at most 25',
			routing: routing({
				policy: listing,
				request: { method: 'GET', url: '/api/signatures' },
				build: buildLatestRequest,
				toItems: toSignatures,
			}),
		},
	],
	default: 'request',
};

export const signatureFields: INodeProperties[] = [
	...requestFields,
	...uuidFields,
	...getDocumentFields,
];
