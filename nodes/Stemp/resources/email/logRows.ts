import type { IDataObject } from 'n8n-workflow';

import { logDelivery } from '../../delivery';

/** What most workflows need of an e-mail in the logs. */
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

/** A row of the logs as output: with where it stands in the common words. */
export const toLog = (row: IDataObject): IDataObject => ({ ...row, delivery: logDelivery(row) });

/** The same with the few fields that most workflows need. */
export const simple = (log: IDataObject): IDataObject =>
	Object.fromEntries([...SIMPLE, 'delivery'].map((field) => [field, log[field]]));
