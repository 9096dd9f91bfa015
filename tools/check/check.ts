import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Engine } from '../engine/engine';
import type { Provider } from '../providers';
import type { SendCheck } from '../providers/check';
import { Conduct, type Progress } from './conduct';
import { findingsOf } from './findings';
import { reportOf, type Report } from './report';
import { sendOnce, type SendOutcome } from './send';

/** Options of a check. */
export interface CheckOptions {
	engine: Engine;
	credential: ICredentialDataDecryptedObject;
	/** Values from the user, keyed by the provider's `inputs`. */
	given?: Record<string, string>;
	/** What to send, if anything. Default: the provider's first (smallest) send. */
	send?: SendCheck;
	/**
	 * Returns the recipient, or undefined to send nothing. Called only after reads have recognized the provider. Default:
	 * sends nothing.
	 */
	agree?: () => Promise<string | undefined>;
	/** Called with the outcome right after the send. */
	onSent?: (outcome: SendOutcome) => void;
	progress?: (line: Progress) => void;
	/** Called with tokens that n8n writes into the credential, before they are used. If it fails, the check ends. */
	onRenewed?: (credential: ICredentialDataDecryptedObject) => Promise<void>;
	/** Timeout of a step, in milliseconds. */
	patience?: number;
	/** Delay between the send and the follow-up reads, in milliseconds. Default: 20 seconds. */
	pause?: number;
}

/** The result of a check. */
export interface CheckResult {
	report: Report;
	/** The outcome of the send, if there was one. */
	outcome?: SendOutcome;
}

const PAUSE = 20_000;

/** Checks the provider's contract against an account: with reads, plus one send if that is agreed to. */
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
	// Never send to a server that was not recognized as the provider.
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
