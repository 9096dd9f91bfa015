import { createHash } from 'node:crypto';
import { pdf, type Proof } from '../pdf';

/** A proof as it is downloaded, and its hash as the API reports it. */
export interface ProofFile {
	content: Buffer;
	/** Lower case hex. */
	sha256: string;
}

/** The documents, each rendered once, because the API must know the hash before any download. */
export class Proofs {
	private readonly made = new Map<string, Promise<ProofFile>>();

	async file(key: string, proof: Proof): Promise<ProofFile> {
		const making =
			this.made.get(key) ??
			pdf(proof).then((content) => ({
				content,
				sha256: createHash('sha256').update(content).digest('hex'),
			}));
		this.made.set(key, making);
		return await making;
	}
}
