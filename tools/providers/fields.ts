import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

/** How a field is filled in, where not any word will do. */
export interface Word {
	/** A harmless value, as it goes out. */
	word?: string | number;
	/** What is around the text in the field. */
	around?: (text: string) => unknown;
	/** Takes out of hostile text what has a meaning in this field: it parts a list. */
	without?: RegExp;
	/** What else has to be filled in for this field, which is left empty otherwise. */
	beside?: INodeParameters;
	/** What may go out in the place of a value. */
	becomes?: (entered: string) => Array<string | number>;
}

/** How the fields of a node are filled in one by one, where their declarations do not tell. */
export interface FieldFacts {
	/** An account at whom requests are only noted: it asks for no token. */
	account: ICredentialDataDecryptedObject;
	/** What else an item's node has, so that all its fields get somewhere: with files, and without if it takes them. */
	bases: INodeParameters[];
	/** By the last name in a field's path; what its kind tells need not be here. */
	words: Record<string, Word>;
	/** Parts of a form that hold JSON. */
	jsonParts?: string[];
	/** An entry of a list that there is nothing wrong with, by the list; it is made for a field of the entry, or none. */
	entries: Record<string, (field: string) => IDataObject>;
	/**
	 * What else has to be there for a field.
	 * @param operation resource and operation, with a dot between
	 */
	beside?: (operation: string, path: string[]) => INodeParameters | undefined;
}

/** Around a text that stands in an object. */
export const inObject: Word = { around: (text) => JSON.stringify({ key: text }) };
