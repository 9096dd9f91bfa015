import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { readParameter } from './readers';
import { placeOf } from './reading';

/** The declaration of a parameter that the chosen resource has. */
export const declaredAs = (
	{ resource }: INodeParameters,
	properties: INodeProperties[],
	wanted: string,
): INodeProperties | undefined =>
	properties.find(({ name, displayOptions }) => {
		const resources: unknown[] | undefined = displayOptions?.show?.resource;
		return name === wanted && (resources?.includes(resource) ?? true);
	});

/** The parameters of a node after reading, and the error for the first that can't be read. */
interface Declared {
	values: Map<string, unknown>;
	problem?: Error;
}

/**
 * Reads all of a node's parameters according to their declarations. n8n validates none of them, and its editor
 * validates only what is entered there by hand.
 * @param parameters as in the workflow; n8n has left out those that are not declared or not displayed
 * @param evaluate gives a parameter with its expressions evaluated
 */
export function readDeclared(
	parameters: INodeParameters,
	properties: INodeProperties[],
	evaluate: (name: string) => unknown,
): Declared {
	const values = new Map<string, unknown>();
	try {
		for (const [name, raw] of Object.entries(parameters)) {
			const property = declaredAs(parameters, properties, name);
			if (!property) continue;
			// n8n selects by the raw value, not by the result of an expression.
			const value = property.noDataExpression ? raw : evaluate(name);
			values.set(name, readParameter(value, placeOf(property, raw)));
		}
		return { values };
	} catch (problem) {
		return { values, problem: problem as Error };
	}
}
