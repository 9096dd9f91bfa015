import { randomUUID } from 'node:crypto';
import { milliseconds, type Clock } from '../clock';
import { reachedSteps } from '../scenarios';
import { signerStepsOf } from './magicNames';
import { sentNow, type Sent } from './sent';
import type { LegallyMailSwitches } from './switches';

export interface Signer {
	name: string;
	email: string;
	phone: string | null;
}

/** A request to sign a document. */
export interface Signature extends Sent {
	uuid: string;
	signers: Signer[];
	documentName: string;
	document: Buffer;
	language: string;
}

export interface SignerState {
	status: string;
	signedAt: Date | null;
}

export interface SignatureState extends SignerState {
	expiresAt: Date;
	signers: SignerState[];
}

/** The signature requests that were accepted, oldest first. */
export class Signatures {
	readonly all: Signature[] = [];
	private readonly byUuid = new Map<string, Signature>();

	constructor(private readonly clock: Clock) {}

	add(details: Omit<Signature, 'uuid' | keyof Sent>): Signature {
		const signature = {
			uuid: randomUUID(),
			...details,
			...sentNow(this.clock),
		};
		this.all.push(signature);
		this.byUuid.set(signature.uuid, signature);
		return signature;
	}

	find(uuid: string): Signature | undefined {
		return this.byUuid.get(uuid);
	}

	/** The current state of a request: signed once all signers have signed, declined once one has declined. */
	stateOf(
		{ createdAt, signers }: Signature,
		{ signatureDays, expiredStatus }: LegallyMailSwitches,
	): SignatureState {
		const now = this.clock.now();
		const expiresAt = new Date(createdAt.getTime() + milliseconds({ days: signatureDays }));
		const states = signers.map(({ email }): SignerState => {
			const [step] = reachedSteps(signerStepsOf(email), createdAt, now);
			if (!step || step.at > expiresAt) return { status: 'pending', signedAt: null };
			return { status: step.state, signedAt: step.state === 'signed' ? step.at : null };
		});
		const isAll = states.every(({ status }) => status === 'signed');
		const isDeclined = states.some(({ status }) => status === 'declined');
		const open = now >= expiresAt ? expiredStatus : 'pending';
		const times = states.flatMap(({ signedAt }) => signedAt ?? []);
		return {
			status: isAll ? 'signed' : isDeclined ? 'declined' : open,
			signedAt: isAll ? new Date(Math.max(...times.map((time) => time.getTime()))) : null,
			expiresAt,
			signers: states,
		};
	}
}
