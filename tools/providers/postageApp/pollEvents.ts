import { Caller } from './caller';
import type { PollEvent, PollEvents } from '../pollEvents';

const mail =
	(scenario: string): PollEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		come: async () => await new Caller(sandbox).send(marker, `${scenario}+${marker}@example.org`),
	});

const BY_MESSAGE =
	'It reads the same history, and asks for each message like Delivery Status Changed.';

export const postageAppPollEvents: PollEvents = {
	events: [
		{
			event: 'transmissionStatusChanged',
			title: 'Delivery Status Changed',
			thing: mail('ada'),
		},
		{ event: 'newSuppression', title: 'New Suppression', thing: mail('bounce') },
	],
	others: { opened: BY_MESSAGE, clicked: BY_MESSAGE },
};
