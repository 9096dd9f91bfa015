import type { Sandbox } from '../../sandbox';
import type { Push } from '../../sandbox/webhook';
import { Caller } from '../sandbox/postageApp/caller';
import type { WebhookProvider } from '../support/webhookTriggers';

/** What a provider pushes of its own accord. */
interface Pushed {
	/**
	 * Lets something come about, and tells what is pushed for it.
	 * @param name is in the event
	 */
	genuine: (sandbox: Sandbox, name: string) => Promise<Push>;
	/** What somebody else makes of that. */
	forged: (genuine: Push) => Push;
}

const signedWrongly = (genuine: Push): Push => ({ ...genuine, signature: 'wrong' });

/** Of every webhook trigger. */
export const pushes: Record<WebhookProvider, Pushed> = {
	stampee: {
		genuine: async (_sandbox, name) => ({
			type: 'customer_accepted',
			data: { customer_id: name, customer_name: 'Atelier Dupin' },
		}),
		forged: signedWrongly,
	},
	stemp: {
		genuine: async (_sandbox, name) => ({
			type: 'user.created',
			data: { id: 'usr_01jabc', email: `ada+${name}@example.org` },
		}),
		forged: signedWrongly,
	},
	postageApp: {
		genuine: async (sandbox, name) => {
			const recipient = `ada+${name}@example.org`;
			await new Caller(sandbox).send(name, recipient);
			return { type: 'delivered', data: { recipient, message_uid: name } };
		},
		// Its signatures can't be checked, but whether there is such a mail can.
		forged: ({ data, ...event }) => ({ ...event, data: { ...data, message_uid: 'made-up' } }),
	},
};
