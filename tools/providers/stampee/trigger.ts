import { Reseller } from './caller';
import type { PollingTrigger, ToldEvent } from '../trigger';
import { letterToEachItem, stampee } from './node';

const REFERENCE = 'WATCHED-1';

/** The letter of `sends`, because others are sent as well. */
const letter: ToldEvent['parameters'] = (accepted) => ({
	messageIds: accepted.find(({ reference }) => reference === REFERENCE)?.id,
});

export const trigger: PollingTrigger = {
	node: {
		name: 'Stampee Trigger',
		type: 'n8n-nodes-certified-mail.stampeeTrigger',
		typeVersion: 1,
		parameters: { event: 'customerStateChanged' },
		credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
	},
	change: async (sandbox, name) =>
		await new Reseller(sandbox).addCustomer(`accept+${name}@example.org`),
	sends: [
		stampee(
			['message', 'send'],
			{
				...letterToEachItem,
				recipientsJson:
					'[{ "email": "open@example.org", "firstname": "Ada", "lastname": "Martin" }]',
				customerReference: REFERENCE,
			},
			{ name: 'Letter' },
		),
		stampee(
			['customer', 'create'],
			{
				specifyCustomers: 'json',
				customersJson: '[{ "name": "Ada", "email": "accept@example.org" }]',
			},
			{ name: 'Customer' },
		),
	],
	events: {
		customerStateChanged: { shows: 'ACCEPTED' },
		messageStatusChanged: { parameters: letter, shows: 'opened' },
		newEvidence: { parameters: letter, shows: '-RECEIVED.pdf' },
	},
};
