import { OWN_ADDRESS, positions, times, type Rehearsal } from '../rehearsal';
import { Office, smallPdf } from './caller';
import { legallyMailAccount } from './node';

export const legallyMailRehearsal: Rehearsal = {
	async use(sandbox) {
		const office = new Office(sandbox);
		await times(26, async (index) => await office.requestSignature(`sign+${index}@example.org`));
		await office.send('unread@example.org');
		const sms = await office.sendSms('+34600000000');
		sandbox.clock.advance({ days: 30 });
		return { sms };
	},
	async acquaint(sandbox, { name, address, subject, phone }) {
		const office = new Office(sandbox);
		await office.send(address, subject);
		await office.post('/api/signature/send', {
			signers: [{ name, email: address, phone }],
			document: smallPdf.toString('base64'),
			document_name: `${name}.pdf`,
		});
		const sms = await office.sendSms(phone);
		sandbox.clock.advance({ minutes: 5 });
		return { sms };
	},
	credential: ({ legallyMail }) => legallyMailAccount(legallyMail),
	recipient: () => OWN_ADDRESS,
	sends: {
		sms: { on: 'POST /api/sms/send', fact: 'smsAnswer', recipient: () => '+34600000099' },
		signature: { on: 'POST /api/signature/send', fact: 'signatureAnswer' },
	},
	positions: {
		defaultLimit: positions(25, 10),
		signatureDays: positions(7, 14, 0.5),
		createdStatus: positions(200, 201),
		zoneMinutes: positions(0, 120, -300, 345),
		listDelay: positions(0),
	},
	useFor: {
		// It has to be among the latest signature requests.
		expiredStatus: async (sandbox) => {
			await new Office(sandbox).requestSignature('silent@example.org');
			sandbox.clock.advance({ days: 30 });
		},
	},
};
