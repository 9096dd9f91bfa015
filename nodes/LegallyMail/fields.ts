import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import {
	combineItems,
	deduplicationKey,
	maxRequestsPerMinute,
	options,
	outputField,
	returnAllOrLimit,
} from '../shared/descriptions';
import { waitForFinalStatus } from '../shared/waiting/options';
import { MAX_LISTED } from './api';
import { REQUESTS_PER_MINUTE } from './policies';
import { emailFields } from './resources/email';
import { maximumRecipients, replyTo, replyToName } from './resources/email/send';
import { signatureFields } from './resources/signature';
import { smsFields } from './resources/sms';

const [, usualLimit] = returnAllOrLimit;

/** The only parameter of such a list: it is impossible to get all entries. */
export const limitField: INodeProperties = {
	...usualLimit,
	default: MAX_LISTED,
	typeOptions: { minValue: 1, maxValue: MAX_LISTED },
	displayOptions: { show: { resource: ['email', 'signature'], operation: ['getMany'] } },
	hint: `LegallyMail lists the last ${MAX_LISTED} at most`,
};

/** The field in which an operation puts its file. */
const binaryField: INodeProperties = {
	...outputField,
	required: true,
	displayOptions: {
		show: {
			resource: ['email', 'signature', 'sms'],
			operation: ['getCertificate', 'getDocument'],
		},
	},
};

const sendEmail = { show: { '/resource': ['email'], '/operation': ['send'] } };
const follows = { show: { '/resource': ['email', 'signature', 'sms'], '/operation': ['get'] } };
const sends = {
	show: { '/resource': ['email', 'signature', 'sms'], '/operation': ['request', 'send'] },
};

/** All fields of the form, in order: each name once. */
export const fields: INodeProperties[] = [
	...emailFields,
	...signatureFields,
	...smsFields,
	limitField,
	binaryField,
	options(
		{
			resource: ['account', 'email', 'signature', 'sms'],
			operation: ['get', 'getCertificate', 'getDocument', 'getInfo', 'getMany', 'request', 'send'],
		},
		[
			...updateDisplayOptions(sendEmail, [combineItems]),
			maxRequestsPerMinute(REQUESTS_PER_MINUTE),
			...updateDisplayOptions(sendEmail, [maximumRecipients]),
			...updateDisplayOptions(sends, [deduplicationKey]),
			...updateDisplayOptions(sendEmail, [replyTo, replyToName]),
			...waitForFinalStatus(follows, 'A notice that has to arrive by a deadline'),
		],
	),
];
