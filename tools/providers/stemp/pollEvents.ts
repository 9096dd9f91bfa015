import { App } from './caller';
import type { Duration } from '../../../sandbox';
import type { PollEvent, PollEvents } from '../pollEvents';

const mail =
	(scenario: string, changesIn?: Duration): PollEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		changesIn,
		come: async () => {
			const app = new App(sandbox);
			return await app.send(app.user(`${scenario}+${marker}@example.org`).id);
		},
	});

export const stempPollEvents: PollEvents = {
	events: [
		{ event: 'emailStatusChanged', title: 'Email Status Changed', thing: mail('ada') },
		{ event: 'emailBounced', title: 'Email Bounced', thing: mail('full') },
		{ event: 'emailOpened', title: 'Email Opened', thing: mail('open', { minutes: 40 }) },
		{ event: 'emailClicked', title: 'Email Clicked', thing: mail('click', { minutes: 40 }) },
		{
			event: 'emailComplained',
			title: 'Email Complained',
			thing: mail('complain', { minutes: 70 }),
		},
		{ event: 'newSuppression', title: 'New Suppression', thing: mail('bounce') },
	],
};
