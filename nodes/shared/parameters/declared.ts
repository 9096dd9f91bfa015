import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { readParameter } from './readers';
import { Misread, placeOf, type Place } from './reading';

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

/** The parameters of a node as they were read, and what is wrong with the first that can't be. */
interface Declared {
	values: Map<string, unknown>;
	problem?: Error;
}

/**
 * Reads all of a node's parameters as their declarations say. n8n checks none of them, and its editor only what is
 * entered there by hand.
 * @param parameters as the workflow has them; n8n has left out of them what is not declared or not shown
 * @param evaluate gives a parameter with its expressions evaluated
 */
export function readDeclared(
	parameters: INodeParameters,
	properties: INodeProperties[],
	evaluate: (name: string) => unknown,
): Declared {
	const values = new Map<string, unknown>();
	let place: Place | undefined;
	try {
		for (const [name, raw] of Object.entries(parameters)) {
			const property = declaredAs(parameters, properties, name);
			if (!property) continue;
			place = placeOf(property, raw);
			// n8n selects by what stands there, not by what an expression comes to.
			values.set(name, readParameter(property.noDataExpression ? raw : evaluate(name), place));
		}
		return { values };
	} catch (reason) {
		const problem = reason as Error;
		const isOwn = problem instanceof Misread || !place;
		return { values, problem: isOwn ? problem : notEvaluated(place!, problem) };
	}
}

/** n8n's own error does not say where the expression stands. */
function notEvaluated({ name }: Place, reason: Error & { description?: string | null }): Misread {
	return new Misread(
		`${name} can not be evaluated: ${reason.message}`,
		reason.description || 'Check its expression.',
	);
}
