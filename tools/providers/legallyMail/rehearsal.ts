import { OWN_ADDRESS, positions, times, type Rehearsal } from '../rehearsal';
import { Office, smallPdf } from './caller';
import { legallyMailAccount } from './node';

export const legallyMailRehearsal: Rehearsal = {
	async use(sandbox) {
		const office = new Office(sandbox);
		await times(26, async (index) => await office.requestSignature(`sign+${index}@example.org`));
		await office.send('unread@example.org');
		sandbox.clock.advance({ days: 30 });
		return {};
	},
	async acquaint(sandbox, { name, address, subject, phone }) {
		const office = new Office(sandbox);
		await office.send(address, subject);
		await office.post('/api/signature/send', {
			signers: [{ name, email: address, phone }],
			document: smallPdf.toString('base64'),
			document_name: `${name}.pdf`,
		});
		sandbox.clock.advance({ minutes: 5 });
		return {};
	},
	credential: ({ legallyMail }) => legallyMailAccount(legallyMail),
	recipient: () => OWN_ADDRESS,
	positions: {
		defaultLimit: positions(25, 10),
		signatureDays: positions(7, 14, 0.5),
		createdStatus: positions(200, 201),
		zoneMinutes: positions(0, 120, -300, 345),
		listDelay: positions(0),
	},
	useFor: {
		// It has to be among the latest.
		expiredStatus: async (sandbox) => {
			await new Office(sandbox).requestSignature('silent@example.org');
			sandbox.clock.advance({ days: 30 });
		},
	},
};
