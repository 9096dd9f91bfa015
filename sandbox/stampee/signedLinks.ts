import { createHmac, timingSafeEqual } from 'node:crypto';
import { milliseconds, type Clock } from '../clock';
import type { EvidenceType } from './vocabulary';

/** "Signed URLs to download PDF proof documents (valid for 24 hours)" (quick start). */
const validity = { hours: 24 };

/** Why a link opens nothing. */
export type LinkFault = 'expired' | 'forged';

/** Signs the links to evidence, as object stores do. */
export class SignedLinks {
	constructor(
		private readonly secret: string,
		private readonly clock: Clock,
	) {}

	/** Path and query of a link that is good for 24 hours from now. */
	make(id: string, type: EvidenceType): string {
		const file = `${id}-${type}.pdf`;
		const expires = String(this.clock.now().getTime() + milliseconds(validity));
		return `/evidences/${file}?expires=${expires}&sig=${this.sign(file, expires)}`;
	}

	/** @returns null if the link is good */
	check(file: string, expires: string, signature: string): LinkFault | null {
		const given = Buffer.from(signature);
		const right = Buffer.from(this.sign(file, expires));
		if (given.length !== right.length || !timingSafeEqual(given, right)) return 'forged';
		return this.clock.now().getTime() > Number(expires) ? 'expired' : null;
	}

	private sign(file: string, expires: string): string {
		return createHmac('sha256', this.secret).update(`${file}\n${expires}`).digest('hex');
	}
}
