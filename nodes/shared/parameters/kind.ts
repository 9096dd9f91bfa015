import type { INodeProperties } from 'n8n-workflow';

/** The kinds of text and JSON, which n8n's types of parameters do not distinguish. */
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
	| 'schedule'
	| 'webAddress';

/** The property of a description that holds its kind. n8n and its editor do not see it: JSON has no symbols. */
const KIND = Symbol.for('n8n-nodes-certified-mail.kind');

/** The entries of a list in JSON: their fields, and the name of a single one. */
export interface Entries {
	label: string;
	values: INodeProperties[];
}

const ENTRIES = Symbol.for('n8n-nodes-certified-mail.entries');

interface Marked {
	[KIND]?: Kind;
	[ENTRIES]?: Entries;
}

/** A parameter of a kind, according to which it is read. */
export const ofKind = (kind: Kind, property: INodeProperties): INodeProperties & Marked => ({
	...property,
	[KIND]: kind,
});

/** A JSON parameter for a list with the same entries as a form. */
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
