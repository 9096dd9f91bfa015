import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import { customerSteps } from './magicNames';
import type { CustomerState } from './vocabulary';

/** The data that a reseller provides about a customer. */
export interface CustomerDetails {
	name: string;
	email: string;
	isPaying: boolean;
	willSendLre: boolean;
}

/** A customer as the API shows it. */
export interface Customer extends CustomerDetails {
	/** UUID. */
	id: string;
	state: CustomerState;
	/** ISO 8601. */
	createdAt: string;
}

interface Stored extends CustomerDetails {
	id: string;
	createdAt: Date;
	/** Set through `answer`; overrides the effect of the magic name. */
	answer?: CustomerState;
}

/** The customers whom the reseller has asked for their delegation. */
export class Customers {
	private readonly byId = new Map<string, Stored>();

	constructor(private readonly clock: Clock) {}

	/** Requests the delegation. Whether the real API rejects a known address is not documented; this one does not. */
	add({ name, email, isPaying, willSendLre }: CustomerDetails): Customer {
		const id = randomUUID();
		const stored = { id, name, email, isPaying, willSendLre, createdAt: this.clock.now() };
		this.byId.set(id, stored);
		return this.show(stored);
	}

	find(id: string): Customer | undefined {
		const stored = this.byId.get(id);
		return stored && this.show(stored);
	}

	/** All customers, or those in one state, in the order in which they were added. */
	list(state?: CustomerState): Customer[] {
		return [...this.byId.values()]
			.map((stored) => this.show(stored))
			.filter((customer) => state === undefined || customer.state === state);
	}

	/**
	 * Sets the state of a customer, as the customer's answer or the reseller's cancellation would.
	 * @throws RangeError if there is no such customer
	 */
	answer(id: string, state: CustomerState): void {
		const stored = this.byId.get(id);
		if (!stored) throw new RangeError(`no customer '${id}'`);
		stored.answer = state;
	}

	private show({ answer, createdAt, ...details }: Stored): Customer {
		const past = reachedSteps(customerSteps(details.email), createdAt, this.clock.now());
		const state = answer ?? past.at(-1)?.state ?? 'PENDING';
		return { ...details, state, createdAt: createdAt.toISOString() };
	}
}
