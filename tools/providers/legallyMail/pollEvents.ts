import type { Sandbox } from '../../../sandbox';
import { Office } from './caller';
import { changesIn, type PollEvents } from '../pollEvents';

/** A test has no time to wait for ten requests a minute. */
const unhurried = { options: { maxRequestsPerMinute: 6000 } };

const mail = (sandbox: Sandbox, marker: string) => ({
	name: marker,
	come: async () => await new Office(sandbox).send(`unread+${marker}@example.org`),
});

export const legallyMailPollEvents: PollEvents = {
	events: [
		{
			event: 'emailStatusChanged',
			title: 'Email Status Changed',
			parameters: { downloadCertificate: false, ...unhurried },
			thing: mail,
		},
		{
			event: 'newCertificate',
			title: 'New Certificate',
			parameters: { downloadCertificate: true, ...unhurried },
			thing: mail,
		},
		{
			event: 'signatureStatusChanged',
			title: 'Signature Status Changed',
			parameters: unhurried,
			thing: async (sandbox, marker) => ({
				name: await new Office(sandbox).requestSignature(`slow+${marker}@example.org`),
				changesIn,
			}),
		},
		{
			event: 'smsStatusChanged',
			title: 'SMS Status Changed',
			thing: async (sandbox) => {
				const id = await new Office(sandbox).sendSms('+34600000425');
				return { name: id, parameters: { smsUuids: id, ...unhurried }, changesIn };
			},
		},
	],
};
