import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { chain } from '../../tools/engine/chain';
import type { Engine } from '../../tools/engine/engine';

const logReaderType = 'harness.logReader';

/** Captures what nodes write to n8n's log while a test runs. The engine has to be given `extraNodes`. */
export function openLog() {
	const warnings: string[] = [];
	const infos: string[] = [];
	const logReader: INodeType = {
		description: {
			displayName: 'Log Reader',
			name: 'logReader',
			group: ['transform'],
			version: 1,
			description: 'Reads what comes into the log from now on',
			defaults: { name: 'Log Reader' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			// All nodes of one n8n write to one log.
			const { logger } = this;
			const warn = logger.warn.bind(logger);
			logger.warn = (message, metadata) => {
				warnings.push(message);
				warn(message, metadata);
			};
			const info = logger.info.bind(logger);
			logger.info = (message, metadata) => {
				infos.push(message);
				info(message, metadata);
			};
			return [[]];
		},
	};
	return {
		extraNodes: { [logReaderType]: logReader },
		warnings,
		infos,
		/** Starts reading. Call it once, after the engine has started. */
		async read(engine: Engine): Promise<void> {
			await engine.run(chain({ name: 'Log Reader', type: logReaderType, typeVersion: 1 }));
		},
	};
}
