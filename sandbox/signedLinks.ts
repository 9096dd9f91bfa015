import { createHmac, timingSafeEqual } from 'node:crypto';
import { milliseconds, type Clock, type Duration } from './clock';

/** Why a link is not valid. */
export type LinkFault = 'expired' | 'forged';

/** The query of a signed link. */
export interface SignedQuery {
	/** Milliseconds since 1970. */
	expires?: string;
	sig?: string;
}

/** Signs links to files, as object stores do. */
export class SignedLinks {
	/** @param validity how long a link is valid */
	constructor(
		private readonly secret: string,
		private readonly clock: Clock,
		private readonly validity: Duration,
	) {}

	/** Returns the path with a query that makes it valid from now on. */
	make(path: string): string {
		const expires = String(this.clock.now().getTime() + milliseconds(this.validity));
		return `${path}?expires=${expires}&sig=${this.sign(path, expires)}`;
	}

	/** @returns null if the link is valid */
	check(path: string, { expires = '', sig = '' }: SignedQuery): LinkFault | null {
		const given = Buffer.from(sig);
		const right = Buffer.from(this.sign(path, expires));
		if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged';
		return this.clock.now().getTime() > Number(expires) ? 'expired' : null;
	}

	private sign(path: string, expires: string): string {
		return createHmac('sha256', this.secret).update(`${path}\n${expires}`).digest('hex');
	}
}
