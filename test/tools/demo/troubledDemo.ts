import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEnvironment, type DemoEnvironment } from '../../../tools/demo/environment';
import { runDemo } from '../../../tools/demo/run';

/** Ways for the sandbox to keep the demonstration from succeeding, by name. */
const troubles: Record<string, (stage: DemoEnvironment) => void> = {
	'an evidence file is gone': ({ sandbox }) =>
		sandbox.faults.add({ provider: 'stampee-files', fault: { kind: 'status', status: 404 } }),
	'a letter does not expire in time': ({ sandbox }) => {
		sandbox.stampee.switches.acceptanceDays = 30;
	},
	'the other providers do otherwise': ({ sandbox }) => {
		for (const provider of ['pecMassiva', 'postageApp']) {
			sandbox.faults.add({ provider, times: 100, fault: { kind: 'status', status: 401 } });
		}
		sandbox.legallyMail.switches.signatureDays = 30;
		sandbox.stemp.switches.suppressesAll = false;
	},
	'Stampee refuses the token midway': ({ sandbox }) =>
		sandbox.faults.add({
			provider: 'stampee',
			on: 'GET /customers',
			skip: 1,
			fault: { kind: 'status', status: 401, body: { message: 'Unauthorized access' } },
		}),
};

/**
 * The demonstration, as `tools/demo/main.ts` plays it, once for each trouble, in a folder of its name. All in one
 * process: n8n's engine takes longer to load than a story. Behind each it prints its trouble, and the code
 * that the demonstration would end with.
 */
async function main(folder: string): Promise<void> {
	for (const [trouble, makeTrouble] of Object.entries(troubles)) {
		const stage = await openEnvironment();
		try {
			await mkdir(join(folder, trouble));
			process.chdir(join(folder, trouble));
			makeTrouble(stage);
			const code = (await runDemo(stage, 'demo-output')) ? 0 : 1;
			process.stdout.write(`\n=== ${trouble}: ${code}\n`);
		} finally {
			await stage.close();
		}
	}
}

void main(process.cwd());
