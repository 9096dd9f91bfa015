import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import { attachments } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asAnswered, filled } from '../../../shared/json';
import { ofKind } from '../../../shared/parameters/kind';
import type { Policy } from '../../../shared/policy';
import { letterLookup } from '../../lookup';
import { sending } from '../../policies';
import { sentItem, type Letter } from './letter';

export const sendingLetters: Policy<Letter> = {
	...sending,
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.id)),
	isRepeat: ({ json }) => json.duplicate === true,
	repeated: (json) => ({ ...json, duplicate: true }),
	findBy: ({ key, fields: { loft, reference } }) =>
		filled({ Loft: loft, Reference: reference, 'Idempotency key': key }),
	lookup: letterLookup,
};

/** "201 for a new letter, 200 for one that the key stands for already" (its API page, Letters). */
export const toSentLetter: ToItems = async ([{ json }], { statusCode }) => [
	sentItem(json, statusCode === 200),
];

export const sendFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['letter'], operation: ['send'] } },
	[
		ofKind('line', {
			displayName: 'Loft',
			name: 'loft',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. lyon',
			description: 'The loft that the pigeon flies to',
		}),
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			description: 'What is written on the letter',
		},
		attachments('At most 10 MB together'),
		ofKind('line', {
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. NOTICE-2026-001',
			description: 'Your own reference, by which you find the letter again at Pigeon Post',
		}),
	],
);
