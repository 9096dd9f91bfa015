import { red, say, step } from '../setup/progress.cjs';
import { openStage } from './stage';
import { tellStory } from './story';

async function main(): Promise<void> {
	const stage = await step("Start the sandbox and n8n's engine", openStage);
	try {
		process.exitCode = (await tellStory(stage, 'demo-output')) ? 0 : 1;
	} finally {
		await stage.close();
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
