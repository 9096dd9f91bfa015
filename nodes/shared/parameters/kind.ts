import type { INodeProperties } from 'n8n-workflow';

/** What text and JSON are for, where n8n's types of parameters do not say. */
export type Kind =
	| 'day'
	| 'email'
	| 'emails'
	| 'entries'
	| 'eventNames'
	| 'fieldName'
	| 'files'
	| 'free'
	| 'id'
	| 'ids'
	| 'line'
	| 'namedEmail'
	| 'namedEmails'
	| 'phone'
	| 'schedule';

/** Under which a description has its kind. n8n and its editor do not see it: JSON has no symbols. */
const KIND = Symbol.for('n8n-nodes-certified-mail.kind');

/** The entries of a list that is given as JSON: the fields of each, and what one is called. */
export interface Entries {
	label: string;
	values: INodeProperties[];
}

const ENTRIES = Symbol.for('n8n-nodes-certified-mail.entries');

interface Marked {
	[KIND]?: Kind;
	[ENTRIES]?: Entries;
}

/** A parameter of a kind, by which it is read. */
export const ofKind = (kind: Kind, property: INodeProperties): INodeProperties & Marked => ({
	...property,
	[KIND]: kind,
});

/** A JSON parameter that holds a list of the same entries as a form. */
export const ofEntries = (
	entries: Entries,
	property: INodeProperties,
): INodeProperties & Marked => ({
	...property,
	[KIND]: 'entries',
	[ENTRIES]: entries,
});

export const entriesOf = (property: INodeProperties & Marked) => property[ENTRIES];

/** The kind of a parameter: its own, or n8n's type. */
export const kindOf = (property: INodeProperties & Marked) => property[KIND] ?? property.type;
