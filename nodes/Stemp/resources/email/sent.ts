import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { BoundedSet } from '../../../shared/bounded';
import { logDelivery } from '../../delivery';
import type { Mail } from './mail';

/** What a send's output tells beside what stemp answered. */
export const sentItem = (
	{ to, subject, category }: Mail,
	answer: IDataObject,
): INodeExecutionData => ({
	json: { ...answer, to, subject, category, delivery: logDelivery(answer) },
});

/** How many message ids are remembered. */
const MOST_REMEMBERED = 10_000;

/** Message ids that this process has put out. */
const known = new BoundedSet<string>(MOST_REMEMBERED);

/** Remembers a message id that goes out to the user. */
export const noteId = (messageId: string) => void known.add(messageId);

/** Whether a message id is that of another send than one that is asked for. */
export const isKnownId = (messageId: string) => known.has(messageId);
