import type { INodeProperties } from 'n8n-workflow';

/** All names that a form shows: of fields, their modes and options, and everything nested in them. */
export const labelsOf = (properties: INodeProperties[]): string[] =>
	properties.flatMap(({ displayName, modes = [], options = [] }) => [
		displayName,
		...modes.map((mode) => mode.displayName),
		...options.flatMap((option) => {
			if ('values' in option) return [option.displayName, ...labelsOf(option.values)];
			return 'type' in option ? labelsOf([option]) : [option.name];
		}),
	]);
