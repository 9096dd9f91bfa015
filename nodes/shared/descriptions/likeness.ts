import type { INodeProperties } from 'n8n-workflow';

/** JSON leaves functions out, so each stands for itself by its place here. */
const functions: unknown[] = [];

/** A text that is the same for fields that are alike in everything, their functions as well. */
export const likeness = (property: INodeProperties): string =>
	JSON.stringify(property, (_name, value: unknown) => {
		if (typeof value !== 'function') return value;
		if (!functions.includes(value)) functions.push(value);
		return `function ${functions.indexOf(value)}`;
	});
