import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Engine } from '../engine/engine';
import type { Provider } from '../providers';
import type { SendCheck } from '../providers/check';
import { Conduct, type Progress } from './conduct';
import { findingsOf } from './findings';
import { reportOf, type Report } from './report';
import { sendOnce, type SendOutcome } from './send';

/** What a check is made of. */
export interface CheckOptions {
	engine: Engine;
	credential: ICredentialDataDecryptedObject;
	/** What the user named, by the provider's `inputs`. */
	given?: Record<string, string>;
	/** What is sent, if anything is. Default: the least that the provider has. */
	send?: SendCheck;
	/** Whom something is sent to, once reads have shown that this is the provider; nobody by default. */
	agree?: () => Promise<string | undefined>;
	/** Told what became of the send, at once. */
	onSent?: (outcome: SendOutcome) => void;
	progress?: (line: Progress) => void;
	/** Told of tokens that n8n writes into the credential, before anything else is done with them. */
	onRenewed?: (credential: ICredentialDataDecryptedObject) => Promise<void>;
	/** After how many milliseconds a step is given up. */
	patience?: number;
	/** How long is waited after the send before it is followed, in milliseconds. Default: 20 seconds. */
	pause?: number;
}

/** What a check comes to. */
export interface CheckResult {
	report: Report;
	/** What became of the send, if there was one. */
	outcome?: SendOutcome;
}

const PAUSE = 20_000;

/** Asks an account whether the contract of its provider holds: by reads, and by one send if that is agreed to. */
export async function checkProvider(
	provider: Provider,
	options: CheckOptions,
): Promise<CheckResult> {
	const { credential, given = {}, agree, onSent, pause = PAUSE, ...more } = options;
	const [least] = Object.values(provider.check.sends ?? {});
	const { send = least } = options;
	const conduct = new Conduct({ provider, credential, given, ...more });
	await conduct.read();
	const { isRecognised } = findingsOf(provider, conduct.seen, false);
	// To somebody who is not known to be the provider, nothing is sent.
	const to = isRecognised && send ? await agree?.() : undefined;
	let all = given;
	let outcome: SendOutcome | undefined;
	if (to !== undefined) {
		const sent = await sendOnce(conduct, provider, send, to);
		outcome = sent.outcome;
		onSent?.(outcome);
		all = { ...given, ...sent.found };
		if (outcome === 'sent') {
			await conduct.read(all);
			await new Promise<void>((resolve) => setTimeout(resolve, pause));
			await conduct.read(all);
		}
	}
	const isSent = outcome !== undefined && outcome !== 'not sent';
	const findings = findingsOf(provider, conduct.seen, isSent);
	const at = new Date();
	const { seen } = conduct;
	const report = reportOf({ provider, seen, findings, credential, given: all, to, isSent, at });
	return { report, outcome };
}
