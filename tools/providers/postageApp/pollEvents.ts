import { Caller } from './caller';
import type { Duration } from '../../../sandbox';
import type { PollEvent, PollEvents } from '../pollEvents';

const mail =
	(scenario: string, changesIn?: Duration): PollEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		changesIn,
		come: async () => await new Caller(sandbox).send(marker, `${scenario}+${marker}@example.org`),
	});

export const postageAppPollEvents: PollEvents = {
	events: [
		{
			event: 'transmissionStatusChanged',
			title: 'Delivery Status Changed',
			thing: mail('ada'),
		},
		{ event: 'opened', title: 'Opened', thing: mail('click', { minutes: 15 }) },
		{ event: 'clicked', title: 'Clicked', thing: mail('click', { minutes: 15 }) },
		{ event: 'newSuppression', title: 'New Suppression', thing: mail('bounce') },
	],
};
