import {
	jsonParse,
	type IExecuteSingleFunctions,
	type IHttpRequestOptions,
	type INodeProperties,
} from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import { prepare } from '../../../shared/run/prepare';
import { isObject, textOf } from '../../../shared/json';
import type { Likeness } from '../../inbox';
import { mailOf } from '../../mail';

/** A mail to delete. */
export interface Doomed {
	id: number;
	/** What it has to look like, where the user gave the mail itself. */
	likeness?: Likeness;
}

/** What an item wants deleted, by its request. */
const doomed = new WeakMap<object, Doomed[]>();

export const doomedBy = (request: object) => doomed.get(request) ?? [];

export const readDoomed = prepare(async function (request) {
	const given: unknown = this.getNodeParameter('messageIds');
	const list = typeof given === 'string' ? writtenIds(given) : given;
	const mails = (Array.isArray(list) ? (list as unknown[]) : [list]).map((each) => one(this, each));
	if (mails.length === 0) throw badInput(this, "The parameter 'Message IDs' is empty");
	const prepared: IHttpRequestOptions = { ...request };
	doomed.set(prepared, mails);
	return prepared;
});

/** IDs with commas or blanks between them; or JSON, which n8n makes of an expression inside a text. */
function writtenIds(text: string): unknown {
	if (/^\s*[[{]/.test(text)) return jsonParse<unknown>(text, { fallbackValue: text });
	return text.split(/[\s,;]+/).filter(Boolean);
}

function one(context: IExecuteSingleFunctions, given: unknown): Doomed {
	const id = textOf(isObject(given) ? given.id : given);
	if (!/^\d+$/.test(id)) {
		throw badInput(
			context,
			`The parameter 'Message IDs' holds what is no ID: ${id || 'nothing'}`,
			'Enter numbers such as 3, 7, or the messages as Get Many gave them.',
		);
	}
	const { date, object } = mailOf(isObject(given) ? given : {});
	return { id: Number(id), ...(date && object && { likeness: { date, object } }) };
}

export const deleteFields: INodeProperties[] = [
	{
		displayName: 'Message IDs',
		name: 'messageIds',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 3, 7, 12',
		hint: 'Better: the message itself, with the expression {{ $json }}. Then it is deleted only if it is still the same.',
		displayOptions: { show: { resource: ['inbox'], operation: ['delete'] } },
		description:
			'The messages to delete, as Get Many gives them. All messages of a run are deleted from the highest ID down, since the IDs above a deleted one may change.',
	},
];
