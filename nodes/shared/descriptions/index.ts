import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

import { ofKind } from '../parameters/kind';

/** The resource and operation for which a parameter is displayed. */
type Show = NonNullable<IDisplayOptions['show']>;

/** The two parameters of a Get Many operation: return all, or only up to a limit. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		default: 50,
		typeOptions: { minValue: 1 },
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

export const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Whether the recipients of a message become items of their own. */
export const splitByRecipient: INodeProperties = {
	displayName: 'Split by Recipient',
	name: 'splitByRecipient',
	type: 'boolean',
	default: false,
	description: 'Whether to return one item for each recipient, instead of one for all of them',
};

/** Why the key of a message should be part of what the provider lists about it. */
export const referenceHint =
	"With the value of 'Prevent Duplicates By' in it, a message whose answer was lost can be found again, and told from others like it";

/** The hint for HTML fields, for people who do not write HTML every day. n8n renders hints as HTML, too. */
export const htmlHint = 'HTML: put each paragraph between &lt;p&gt; and &lt;/p&gt;';

/**
 * The content of a message, as plain text or as HTML: `bodyOf` reads it.
 * @param placeholder a text
 * @param description what the content is of, without the final period
 */
export const bodyFields = (placeholder: string, description: string): INodeProperties[] => [
	{
		displayName: 'Body Format',
		name: 'bodyFormat',
		type: 'options',
		options: [
			{
				name: 'Text',
				value: 'text',
				description: 'Arrives as it is written: with its paragraphs and its line breaks',
			},
			{ name: 'HTML', value: 'html', description: 'Sent as it is, with its own formatting' },
		],
		default: 'text',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		placeholder,
		hint: `Text: a blank line begins a new paragraph. ${htmlHint}.`,
		description,
	},
];

/** Simplify where an operation that sends has it, too: what was sent is not part of the provider's answer. */
export const simplifyOrPreview: INodeProperties = {
	...simplify,
	hint: 'When sending, turn off to get a preview of what was sent as well',
};

/** Names of binary fields, in the format of n8n's own mail nodes. */
export const attachments = (limit: string): INodeProperties =>
	ofKind('files', {
		displayName: 'Attachments',
		name: 'attachments',
		type: 'string',
		default: '',
		placeholder: 'e.g. data, invoice',
		hint: "The names of the input's binary fields that hold the files, separated by commas",
		description: `Files to send along, by the names of their binary fields. ${limit}.`,
	});

/** The field in which an operation or a trigger puts a file. */
export const outputField: INodeProperties = ofKind('fieldName', {
	displayName: 'Put Output File in Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the output binary field to put the file in',
});

/** The user's limit on requests in flight, one of an operation's options. */
export const maxConcurrentRequests = (usual: number): INodeProperties => ({
	displayName: 'Max Concurrent Requests',
	name: 'maxConcurrentRequests',
	type: 'number',
	default: usual,
	noDataExpression: true,
	typeOptions: { minValue: 1, maxValue: 50 },
	description:
		'How many requests of this credential may be under way at once. Fewer go easier on the provider.',
});

/** The user's rate, one of an operation's options, if a provider counts requests by the minute. */
export const maxRequestsPerMinute = (usual: number): INodeProperties => ({
	displayName: 'Max Requests per Minute',
	name: 'maxRequestsPerMinute',
	type: 'number',
	default: usual,
	noDataExpression: true,
	typeOptions: { minValue: 1 },
	description:
		'How many requests may leave in a minute. Raise it only if the provider has raised your limit, lower it if others use the same IP address.',
});

/** Combines input items into shared requests, one of an operation's options. */
export const combineItems: INodeProperties = {
	displayName: 'Combine Items',
	name: 'combineItems',
	type: 'boolean',
	default: false,
	noDataExpression: true,
	description:
		'Whether to send items that differ only in their recipients in as few requests as possible. Each item still gets its own result.',
};

/** The deduplication key of an item's message, one of the options of each operation that sends. */
export const deduplicationKey: INodeProperties = ofKind('id', {
	displayName: 'Prevent Duplicates By',
	name: 'deduplicationKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. INV-2026-0417',
	hint: 'A unique reference from your data, such as an invoice number',
	description:
		'Each value is sent only once, across executions. A repeat returns the first result, with alreadySent set to true. Different content for the same value is an error. A new execution after a crash of n8n, or on another of several workers, can not be recognized: ask a database of your own there.',
});

/**
 * How long a trigger watches a message, one of its options.
 * @param usual the default, in days
 * @param range the allowed values
 * @param cost the effect of more days, without the final period
 */
export const watchForDays = (
	usual: number,
	range: { minValue: number; maxValue?: number },
	cost: string,
): INodeProperties => ({
	displayName: 'Watch for Days',
	name: 'watchForDays',
	type: 'number',
	default: usual,
	typeOptions: range,
	description: `For how many days after its sending a message is watched. ${cost}.`,
});

/**
 * The collection of a node's rarely needed parameters, for all of its operations: each entry is displayed for the
 * operations that have it, by `/resource` and `/operation`.
 */
export const options = (show: Show, entries: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show },
	options: entries,
});
