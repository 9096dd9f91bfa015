import { red, say, step } from '../setup/progress.cjs';
import { openEnvironment } from './environment';
import { runDemo } from './run';

async function main(): Promise<void> {
	const environment = await step("Start the sandbox and n8n's engine", openEnvironment);
	try {
		process.exitCode = (await runDemo(environment, 'demo-output')) ? 0 : 1;
	} finally {
		await environment.close();
	}
}

main().catch(({ message }: Error) => {
	say(red(message));
	process.exitCode = 1;
});
