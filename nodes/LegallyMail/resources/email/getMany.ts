import { messageDelivery } from '../../../shared/delivery';
import type { ToItems } from '../../../shared/dispatch/routing';
import { entriesOf } from '../../api';
import { mailDelivery } from '../../delivery';

/** One item for each email, with its overall status: the list does not show recipients individually. */
export const toEmails: ToItems = async (items) =>
	entriesOf(items[0].json).map((mail) => ({
		json: { ...mail, delivery: messageDelivery(mail.tracking_id, mailDelivery(mail)) },
	}));
