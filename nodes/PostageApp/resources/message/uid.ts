import type { IExecuteSingleFunctions, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../../shared/parameters/badInput';
import type { Show } from '../../../shared/descriptions';
import type { Build } from '../../../shared/dispatch/routing';
import { textOf } from '../../../shared/json';
import { withBody } from '../../method';

/** The uid of what an operation is about. */
export const uidField = (show: Show, description: string): INodeProperties => ({
	displayName: 'UID',
	name: 'uid',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. order-1001',
	displayOptions: { show },
	description,
});

export function requiredUid(context: IExecuteSingleFunctions): string {
	const uid = textOf(context.getNodeParameter('uid', ''));
	if (uid !== '') return uid;
	throw badInput(context, "The parameter 'UID' is empty", 'Enter the UID that it was made with.');
}

/** A request that holds nothing but the uid. */
export const nameByUid: Build = async function (request) {
	return withBody(request, { uid: requiredUid(this) });
};
