import type { LegallyMailSwitches } from './switches';

/** Counts the requests of each address, in real time. */
export class RateLimit {
	private readonly byAddress = new Map<string, number[]>();

	/** Whether one more request of the address is let in now. One that is not does not count. */
	admits(address: string, limit: LegallyMailSwitches['rateLimit']): boolean {
		if (!limit) return true;
		const now = performance.now();
		const recent = (this.byAddress.get(address) ?? []).filter(
			(time) => now - time < limit.milliseconds,
		);
		const isAdmitted = recent.length < limit.requests;
		this.byAddress.set(address, isAdmitted ? [...recent, now] : recent);
		return isAdmitted;
	}
}
