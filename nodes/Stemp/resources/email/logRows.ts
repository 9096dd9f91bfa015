import type { IDataObject } from 'n8n-workflow';

/** The fields of an email in the logs that most workflows need. */
const SIMPLE = [
	'id',
	'messageId',
	'recipientEmail',
	'subject',
	'category',
	'status',
	'errorMessage',
	'createdAt',
	'firstOpenedAt',
	'firstClickedAt',
];

/** The same with the few fields that most workflows need. */
export const simple = (log: IDataObject): IDataObject =>
	Object.fromEntries([...SIMPLE, 'delivery'].map((field) => [field, log[field]]));
