import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { logDelivery } from '../../delivery';
import type { Mail } from './mail';

/** What a send's output tells beside what stemp answered. */
export const sentItem = (
	{ to, subject, category }: Mail,
	answer: IDataObject,
): INodeExecutionData => ({
	json: { ...answer, to, subject, category, delivery: logDelivery(answer) },
});
