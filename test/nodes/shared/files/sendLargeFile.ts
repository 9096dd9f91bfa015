import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import { chain, start } from '../../../../tools/engine/chain';
import { startEngine } from '../../../../tools/engine/engine';
import { stampee } from '../../../../tools/providers/stampee/node';

/**
 * A separate process that sends one large file, so that its memory can be measured without the provider's.
 * Takes the credential as JSON in its first argument, the size in bytes in its second, and the options as
 * JSON in its third; prints what it sent, and how far its memory (RSS, in bytes) rose while the file was
 * stored and sent.
 */
async function main([credential, size, options]: string[]): Promise<void> {
	const engine = await startEngine({ binaryMode: 'filesystem' });
	const workflow = chain(
		start,
		stampee(['message', 'send'], {
			type: 'LS',
			specifyRecipients: 'json',
			recipientsJson: '[{"email":"a@example.org","firstname":"A","lastname":"B"}]',
			body: 'Bonjour',
			attachments: 'data',
			options: JSON.parse(options) as INodeParameters,
		}),
	);
	const credentials = {
		stampeeApi: JSON.parse(credential) as ICredentialDataDecryptedObject,
	};
	// Loads what any run needs, so that it is not counted.
	await engine.run(chain(start));

	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 10);
	const hash = createHash('sha256');
	const file = await engine.binary(Readable.from(noise(Number(size), hash)), {
		fileName: 'large.bin',
		mimeType: 'application/octet-stream',
	});
	const { status, error } = await engine.run(workflow, {
		input: [{ json: {}, binary: { data: file } }],
		credentials,
	});
	clearInterval(watch);
	await engine.stop();
	const report = { status, error: error?.message, sha256: hash.digest('hex'), rise: peak - before };
	process.stdout.write(JSON.stringify(report));
}

/** Bytes that don't repeat within a chunk, generated while they are read. */
function* noise(size: number, hash: ReturnType<typeof createHash>): Generator<Buffer> {
	const chunk = Buffer.allocUnsafe(1024 * 1024);
	let state = 42;
	for (let index = 0; index < chunk.length; index += 4) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		chunk.writeUInt32LE(state, index);
	}
	for (let left = size, count = 0; left > 0; left -= chunk.length, count++) {
		const part = Buffer.from(chunk.subarray(0, Math.min(left, chunk.length)));
		part.writeUInt32LE(count, 0);
		hash.update(part);
		yield part;
	}
}

void main(process.argv.slice(2));
