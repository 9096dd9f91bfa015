import type { Clock } from '../clock';
import { typedId } from '../ids';
import { ID_BYTES } from './emails';
import { isBlockedBy } from './magicNames';
import { unsubscribable, type Category } from './vocabulary';

/** The data that an app provides about a user. */
export interface UserDetails {
	email: string;
	name?: string | null;
	phone?: string | null;
	externalId?: string | null;
	metadata?: Record<string, unknown>;
}

/** An end user of the organization, as the API shows it. */
export interface User extends Required<UserDetails> {
	/** `usr_...` */
	id: string;
	object: 'user';
	createdAt: string;
	updatedAt: string;
}

/** A member of the organization's staff. The documents show only the ID. */
export interface Member {
	/** `mem_...` */
	id: string;
	email: string;
}

/** Everyone to whom the organization can write, with their opt-outs. */
export class RecipientDirectory {
	private readonly users = new Map<string, User>();
	private readonly members = new Map<string, Member>();
	private readonly optOuts = new Map<string, Set<Category>>();

	constructor(private readonly clock: Clock) {}

	addUser(details: UserDetails, id = typedId('usr', ID_BYTES)): User {
		const now = this.clock.now().toISOString();
		const user: User = {
			id,
			object: 'user',
			email: details.email,
			name: details.name ?? null,
			phone: details.phone ?? null,
			externalId: details.externalId ?? null,
			metadata: details.metadata ?? {},
			createdAt: now,
			updatedAt: now,
		};
		this.users.set(id, user);
		return user;
	}

	updateUser(user: User, details: Partial<UserDetails>): User {
		return Object.assign(user, details, { updatedAt: this.clock.now().toISOString() });
	}

	removeUser({ id }: User): void {
		this.users.delete(id);
	}

	/** Finds a user by `usr_...` or by the app's own ID. */
	user(id: string): User | undefined {
		return this.users.get(id) ?? this.list().find(({ externalId }) => externalId === id);
	}

	userWithEmail(email: string): User | undefined {
		return this.list().find((user) => user.email.toLowerCase() === email.toLowerCase());
	}

	/** In the order in which they were added. */
	list(): User[] {
		return [...this.users.values()];
	}

	addMember(email: string, id = typedId('mem', ID_BYTES)): Member {
		const member = { id, email };
		this.members.set(id, member);
		return member;
	}

	member(id: string): Member | undefined {
		return this.members.get(id);
	}

	optOut(id: string, category: Category): void {
		this.optOuts.set(id, (this.optOuts.get(id) ?? new Set()).add(category));
	}

	hasOptedOut({ id, email }: Member | User, category: Category): boolean {
		if (!unsubscribable.includes(category)) return false;
		return isBlockedBy('optOut', email) || Boolean(this.optOuts.get(id)?.has(category));
	}
}
