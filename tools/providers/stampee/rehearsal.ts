import { OWN_ADDRESS, positions, type Rehearsal } from '../rehearsal';
import { Reseller } from './caller';
import { stampeeAccount, stampeeAccountWithCertificate } from './node';

/** Answers that the sandbox does not give by default. */
const OTHER_ANSWERS = positions(
	{ status: 418, body: { message: 'Short and stout', code: 'teapot' } },
	{ status: 400, body: { message: 'No', code: 'no' } },
);

export const stampeeRehearsal: Rehearsal = {
	async use(sandbox) {
		const reseller = new Reseller(sandbox);
		const message = await reseller.send('reader@example.org');
		await reseller.addCustomer('accept@example.org');
		sandbox.clock.advance({ minutes: 30 });
		return { message };
	},
	async acquaint(sandbox, { name, address }) {
		const reseller = new Reseller(sandbox);
		await reseller.call('/customers/bulk_store', {
			body: { customers: [{ name, email: address, isPaying: true, willSendLre: false }] },
		});
		return { message: await reseller.send(address) };
	},
	credential: ({ stampee }) => stampeeAccount(stampee),
	recipient: () => OWN_ADDRESS,
	sends: {
		lre: {
			on: 'POST /messages/bulk_send',
			fact: 'sendAnswer',
			credential: ({ stampee }) => stampeeAccountWithCertificate(stampee),
		},
	},
	positions: {
		unknownMessage: OTHER_ANSWERS,
		missingEvidence: OTHER_ANSWERS,
		unknownPath: OTHER_ANSWERS,
	},
};
