import { App } from './caller';
import type { PollEvent, PollEvents } from '../pollEvents';

const mail =
	(scenario: string): PollEvent['thing'] =>
	(sandbox, marker) => ({
		name: marker,
		come: async () => {
			const app = new App(sandbox);
			return await app.send(app.user(`${scenario}+${marker}@example.org`).id);
		},
	});

const BY_TIMELINE = 'Its details stand in the timeline of an email, like those of a bounce.';

export const stempPollEvents: PollEvents = {
	events: [
		{ event: 'emailStatusChanged', title: 'Email Status Changed', thing: mail('ada') },
		{ event: 'emailBounced', title: 'Email Bounced', thing: mail('full') },
		{ event: 'newSuppression', title: 'New Suppression', thing: mail('bounce') },
	],
	others: {
		emailOpened: BY_TIMELINE,
		emailClicked: BY_TIMELINE,
		emailComplained: BY_TIMELINE,
	},
};
