import { App } from './caller';
import type { PollingTrigger } from '../trigger';
import { byExternalId, stemp, stempTrigger } from './node';

/** @param externalId determines the email's outcome: see `sandbox/stemp/magicNames.ts` */
const emailTo = (externalId: string) =>
	stemp(
		['email', 'send'],
		{
			to: byExternalId(externalId),
			subject: 'Hello',
			bodyFormat: 'html',
			body: '<p>Hello</p>',
			category: 'transactional',
		},
		{ name: `Email to ${externalId}` },
	);

export const trigger: PollingTrigger = {
	node: stempTrigger('emailStatusChanged'),
	change: async (sandbox, name) => {
		const app = new App(sandbox);
		return await app.send(app.user(`ada+${name}@example.org`).id);
	},
	sends: ['cust_bounce', 'cust_click', 'cust_complain'].map(emailTo),
	events: {
		emailBounced: { shows: 'bounce@example.org' },
		emailClicked: { shows: 'click@example.org' },
		emailComplained: { shows: 'complain@example.org' },
		emailOpened: { shows: 'OPEN' },
		emailStatusChanged: { shows: 'example.org' },
		newSuppression: { shows: 'example.org' },
	},
};
