import { openStage, type Stage } from '../../demo/stage';
import { tellStory } from '../../demo/story';

/** Ways for the sandbox to keep the demonstration from succeeding, by name. */
const troubles: Record<string, (stage: Stage) => void> = {
	'an evidence file is gone': ({ sandbox }) =>
		sandbox.faults.add({ provider: 'stampee-files', fault: { kind: 'status', status: 404 } }),
	'a letter does not expire in time': ({ sandbox }) => {
		sandbox.stampee.switches.acceptanceDays = 30;
	},
	'the other providers do otherwise': ({ sandbox }) => {
		for (const provider of ['pec-massiva', 'postageApp']) {
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

/** The demonstration, as `demo/main.ts` plays it, with the trouble that the command line names. */
async function main(): Promise<void> {
	const stage = await openStage();
	try {
		troubles[process.argv[2]](stage);
		process.exitCode = (await tellStory(stage, 'demo-output')) ? 0 : 1;
	} finally {
		await stage.close();
	}
}

void main();
