import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

/** How a field is filled in if it does not accept arbitrary text. */
export interface Word {
	/** A harmless value, as sent to the provider. */
	word?: string | number;
	/** Wraps the text in the field's format. */
	around?: (text: string) => unknown;
	/**
	 * Matches the characters with a meaning in this field, such as list separators, which are removed from hostile text.
	 */
	without?: RegExp;
	/** Other parameters that this field requires; they are empty otherwise. */
	beside?: INodeParameters;
	/** The values that may be sent instead of the entered one. */
	becomes?: (entered: string) => Array<string | number>;
}

/** How each field of a node is filled in, where this does not follow from its declaration. */
export interface FieldFacts {
	/** An account whose requests are only recorded: it does not request a token. */
	account: ICredentialDataDecryptedObject;
	/** Additional parameters so that all fields are used: with files, and without if the node takes them. */
	bases: INodeParameters[];
	/** Keyed by the last name in a field's path; not needed where the kind is sufficient. */
	words: Record<string, Word>;
	/** Form parts that contain JSON. */
	jsonParts?: string[];
	/** Creates a valid entry of a list, by list, for a field of the entry or for none. */
	entries: Record<string, (field: string) => IDataObject>;
	/**
	 * Other parameters that a field requires.
	 * @param operation `resource.operation`
	 */
	beside?: (operation: string, path: string[]) => INodeParameters | undefined;
}

/** For a text inside an object. */
export const inObject: Word = { around: (text) => JSON.stringify({ key: text }) };
