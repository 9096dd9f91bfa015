import type { INodeProperties } from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { mailDelivery } from '../../delivery';
import { limitField } from '../../limit';
import { optionsWithLimits } from '../../policies';
import { entriesOf } from '../../shapes';

const showOnlyForGetMany = { resource: ['email'], operation: ['getMany'] };

/** One item for each e-mail, with the status of the whole: recipients are only shown one by one. */
export const toEmails: ToItems = async (items) =>
	entriesOf(items[0].json).map((mail) => ({ json: { ...mail, delivery: mailDelivery(mail) } }));

export const getManyFields: INodeProperties[] = [
	limitField(showOnlyForGetMany),
	optionsWithLimits(showOnlyForGetMany),
];
