import type { ToItems } from '../../../shared/dispatch/routing';
import { mailDelivery } from '../../delivery';
import { entriesOf } from '../../shapes';

/** One item for each e-mail, with the status of the whole: recipients are only shown one by one. */
export const toEmails: ToItems = async (items) =>
	entriesOf(items[0].json).map((mail) => ({ json: { ...mail, delivery: mailDelivery(mail) } }));
