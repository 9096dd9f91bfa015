import { Reseller } from './caller';
import { changesIn, type PollEvent, type PollEvents } from '../pollEvents';

const letter: PollEvent['thing'] = async (sandbox, marker) => {
	const id = await new Reseller(sandbox).send(`slow+${marker}@example.org`);
	return { name: id, parameters: { messageIds: id }, changesIn };
};

export const stampeePollEvents: PollEvents = {
	events: [
		{
			event: 'customerStateChanged',
			title: 'Customer State Changed',
			thing: (sandbox, marker) => ({
				name: marker,
				come: async () => await new Reseller(sandbox).addCustomer(`accept+${marker}@example.org`),
			}),
		},
		{
			event: 'messageStatusChanged',
			title: 'Message Status Changed',
			parameters: { downloadEvidence: false },
			thing: letter,
		},
		{
			event: 'newEvidence',
			title: 'New Evidence (the fault is where the document lies)',
			parameters: { downloadEvidence: true },
			server: 'stampee-files',
			thing: letter,
		},
	],
};
