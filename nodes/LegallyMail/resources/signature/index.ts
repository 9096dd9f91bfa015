import type { INodeProperties } from 'n8n-workflow';

import { readAnswer } from '../../../shared/response';
import { dispatch } from '../../../shared/dispatch';
import { askForLatest } from '../../limit';
import { reading } from '../../policies';
import { askForSignature, getFields, getManyFields, toOneSignature, toSignatures } from './get';
import { getDocumentFields, toDocuments } from './getDocument';
import { buildSignatureRequest, requestFields, requestingSignatures, toSignature } from './request';

const showOnlyForSignature = { resource: ['signature'] };

export const signatureDescription: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: showOnlyForSignature },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a signature',
				description: 'Get the status of a signature request and of its signers',
				routing: {
					request: { method: 'GET', url: '/api/signature' },
					send: { preSend: [askForSignature], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toOneSignature] },
				},
			},
			{
				name: 'Get Document',
				value: 'getDocument',
				action: 'Get documents of a signature',
				description: 'Get the signed record or the original document',
				routing: {
					request: { method: 'GET', url: '/api/signature' },
					send: { preSend: [askForSignature], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toDocuments] },
				},
			},
			{
				name: 'Get Many',
				value: 'getMany',
				action: 'Get many signatures',
				description: 'Get the last signature requests, at most 25',
				routing: {
					request: { method: 'GET', url: '/api/signatures' },
					send: { preSend: [askForLatest], paginate: true },
					operations: { pagination: dispatch(reading) },
					output: { postReceive: [readAnswer(reading), toSignatures] },
				},
			},
			{
				name: 'Request',
				value: 'request',
				action: 'Request a signature',
				description: 'Ask one to five people to sign a PDF',
				routing: {
					request: { method: 'POST', url: '/api/signature/send' },
					send: { preSend: [buildSignatureRequest], paginate: true },
					operations: { pagination: dispatch(requestingSignatures) },
					output: { postReceive: [readAnswer(requestingSignatures), toSignature] },
				},
			},
		],
		default: 'request',
	},
	...requestFields,
	...getFields,
	...getManyFields,
	...getDocumentFields,
];
