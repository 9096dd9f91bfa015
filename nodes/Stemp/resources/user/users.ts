import {
	jsonParse,
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { idIn } from '../../../shared/parameters/parameter';
import { isPathSegment, pathSegment } from '../../../shared/parameters/pathSegment';

/** The path of the organization's users. */
export const USERS = '/v1/users';

/** How long a user's fields may be (Users API). */
const LIMITS: Record<string, number> = { email: 254, name: 150, externalId: 100 };

/** A user that an operation is about. */
export interface User {
	/** stemp's own ID, or that of the app: stemp accepts both in the same place. */
	id: string;
	path: string;
}

/** The user of an item. */
export function userIn(context: IExecuteSingleFunctions): User {
	const segment = pathSegment(context, idIn(context, 'userId'), 'User');
	return { id: decodeURIComponent(segment), path: `${USERS}/${segment}` };
}

/**
 * The fields of a user as the form has them, where `metadata` is JSON.
 * @throws NodeOperationError that names the first field that stemp would reject
 */
export function checkedFields(
	context: IExecuteSingleFunctions,
	given: Record<string, unknown>,
): Record<string, unknown> {
	for (const [field, value] of Object.entries(given)) {
		const most = LIMITS[field];
		// A character outside the Basic Multilingual Plane, such as an emoji, has two code units in JavaScript.
		const length = typeof value === 'string' ? [...value].length : 0;
		if (length <= (most ?? Infinity)) continue;
		throw badInput(
			context,
			`The parameter '${LABELS[field]}' is too long: ${length} characters`,
			`stemp takes at most ${most}.`,
		);
	}
	const externalId = textOf(given.externalId);
	if (externalId !== '' && !isPathSegment(externalId)) {
		throw badInput(
			context,
			`The parameter 'External ID' can not be found again: ${externalId}`,
			'stemp finds a user by it in an address, so it can have no blanks and none of / ? # and backslashes.',
		);
	}
	return 'metadata' in given ? { ...given, metadata: metadataOf(context, given.metadata) } : given;
}

const LABELS: Record<string, string> = {
	email: 'Email',
	name: 'Name',
	externalId: 'External ID',
};

function metadataOf(context: IExecuteSingleFunctions, given: unknown): unknown {
	const metadata =
		typeof given === 'string' ? jsonParse<unknown>(given, { fallbackValue: null }) : given;
	if (isObject(metadata)) return metadata;
	throw badInput(
		context,
		"The parameter 'Metadata' is not a JSON object",
		'Enter an object such as { "plan": "gold" }.',
	);
}

/** The user that an operation is about. */
export const userIdFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['user'], operation: ['delete', 'get', 'update'] } },
	[
		{
			displayName: 'User',
			name: 'userId',
			type: 'resourceLocator',
			default: { mode: 'list', value: '' },
			required: true,
			modes: [
				{
					displayName: 'From List',
					name: 'list',
					type: 'list',
					placeholder: 'Select a user...',
					typeOptions: { searchListMethod: 'searchUsers', searchable: true },
				},
				{
					displayName: 'By ID',
					name: 'id',
					type: 'string',
					placeholder: 'e.g. usr_xyz789',
				},
				{
					displayName: 'By External ID',
					name: 'externalId',
					type: 'string',
					placeholder: 'e.g. cust_9',
				},
			],
		},
	],
);

export const emailField: INodeProperties = ofKind('email', {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
});

/** The fields of a user other than the address; collections are sorted by label. */
export const details: INodeProperties[] = [
	ofKind('id', {
		displayName: 'External ID',
		name: 'externalId',
		type: 'string',
		default: '',
		placeholder: 'e.g. cust_9',
		description: 'Your own ID of this user, by which stemp finds them as well',
	}),
	{
		displayName: 'Metadata',
		name: 'metadata',
		type: 'json',
		default: '{}',
		description: 'Whatever you want to keep with the user, as a JSON object',
	},
	ofKind('line', {
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. Ada L',
	}),
	ofKind('phone', {
		displayName: 'Phone',
		name: 'phone',
		type: 'string',
		default: '',
		placeholder: 'e.g. +390612345',
	}),
];
