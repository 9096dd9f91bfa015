import type { IDataObject } from 'n8n-workflow';

import { queued } from '../../aggregatedStatus';
import type { Message } from './message';

/** What is known of a message that was just taken on, under its code. */
export const sentMessage = (
	{ sender, recipient, subject }: Message,
	code: string,
	count: unknown,
): IDataObject => ({
	code,
	message_id: code,
	sent: count as number,
	sender,
	recipient,
	subject,
	delivery: queued,
});
