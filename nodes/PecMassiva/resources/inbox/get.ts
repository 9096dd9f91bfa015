import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import type { Prepare } from '../../../shared/run/job';
import { mailOf } from '../../api';
import { classified, decodedBody } from '../../mail';

/** The request for the item's mail, with its ID as payload. */
export const prepareMail: Prepare<number> = async function (request) {
	const id = idIn(this, 'messageId');
	const url = `/inbox/${pathSegment(this, id, 'Message ID')}`;
	return { request: { ...request, url }, payload: Number(id) };
};

/** The mail with its decoded text and its classification. */
export const toMail: ToItems<number> = async (items, _response, id) => {
	const { data } = items[0].json;
	const mail = mailOf(isObject(data) ? data : {});
	return [{ json: { id, ...classified({ ...mail, id, body: decodedBody(mail.body ?? '') }) } }];
};

export const getFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['inbox'], operation: ['get'] } },
	[
		ofKind('id', {
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 3',
			description: 'As Get Many gives it. IDs may change when messages are deleted.',
		}),
	],
);
