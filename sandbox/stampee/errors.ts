import { refusal } from './switches';

/** The errors of Stampee's quick start, word for word. */
export const documented = {
	unauthorized: refusal(401, 'unauthorized', 'Unauthorized access'),
	badContacts: refusal(422, 'message-bad-contacts', 'Some recipients are incomplete or incorrect'),
	customerNotFound: refusal(422, 'customer-not-found', 'Customer not found'),
	customerNotRegistered: refusal(422, 'customer-not-registered', 'Customer is not registered'),
};
