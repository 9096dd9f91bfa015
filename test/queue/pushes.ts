import type { Sandbox } from '../../sandbox';
import type { Push } from '../../sandbox/webhook';
import { Caller } from '../sandbox/postageApp/caller';
import type { WebhookProvider } from '../../tools/engine/webhookTriggers';

/**
 * Lets something come about, and tells what the provider pushes for it.
 * @param name is in the event
 */
type Happening = (sandbox: Sandbox, name: string) => Promise<Push>;

/** A thing that each webhook trigger is told of. */
export const happenings: Record<WebhookProvider, Happening> = {
	stampee: async (_sandbox, name) => ({
		type: 'customer_accepted',
		data: { customer_id: name, customer_name: 'Atelier Dupin' },
	}),
	stemp: async (_sandbox, name) => ({
		type: 'user.created',
		data: { id: 'usr_01jabc', email: `ada+${name}@example.org` },
	}),
	postageApp: async (sandbox, name) => {
		const recipient = `ada+${name}@example.org`;
		await new Caller(sandbox).send(name, recipient);
		return { type: 'delivered', data: { recipient, message_uid: name } };
	},
};
