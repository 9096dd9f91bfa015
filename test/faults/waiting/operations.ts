import type { INodeParameters } from 'n8n-workflow';
import { PROVIDERS } from '../../../tools/providers';
import { operationsOf, steadily, type Operation } from '../operations';

/** More than the minutes until each status is final. */
const MAX_MINUTES = 10;

let sent = 0;

/** An operation that waits for the final status of what was sent a moment ago. */
function waiting(operation: Operation): Operation[] {
	const { status } = operation.row;
	if (!status) return [];
	const steady = steadily(operation);
	const { options } = steady.row.parameters;
	return [
		{
			...steady,
			row: {
				...steady.row,
				parameters: {
					...steady.row.parameters,
					options: {
						...(options as INodeParameters | undefined),
						waitForFinalStatus: true,
						waitAtMost: MAX_MINUTES,
					},
				},
				prepare: async ({ sandbox }, markers) => {
					const items = [];
					for (const marker of markers) {
						const id = await status.send(sandbox, 'final', ++sent);
						items.push({ json: { marker, id } });
					}
					return items;
				},
			},
		},
	];
}

/** All operations with the option Wait for Final Status, while they wait. */
export const WAITING_OPERATIONS = PROVIDERS.flatMap(operationsOf).flatMap(waiting);
