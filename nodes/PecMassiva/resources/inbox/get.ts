import type { INodeProperties } from 'n8n-workflow';

import type { Build, ToItems } from '../../../shared/dispatch/routing';
import { options, maxConcurrentRequests } from '../../../shared/descriptions';
import { isObject } from '../../../shared/json';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import { classified, decodedBody, mailOf } from '../../mail';
import { readPace } from '../../policies';

const showOnlyForGet = { resource: ['inbox'], operation: ['get'] };

/** The path of the item's mail. */
export const addressMail: Build = async function (request) {
	const segment = pathSegment(this, this.getNodeParameter('messageId'), 'Message ID');
	return { ...request, url: `/inbox/${segment}` };
};

/** The mail with its text in clear and what it is. */
export const toMail: ToItems = async function (items) {
	const { data } = items[0].json;
	const mail = mailOf(isObject(data) ? data : {});
	const id = Number(this.getNodeParameter('messageId'));
	return [{ json: { id, ...classified({ ...mail, body: decodedBody(mail.body ?? '') }) } }];
};

export const getFields: INodeProperties[] = [
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3',
		displayOptions: { show: showOnlyForGet },
		description: 'As Get Many gives it. IDs may change when messages are deleted.',
	},
	options(showOnlyForGet, [maxConcurrentRequests(readPace.inFlight)]),
];
