import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';

import type { Show } from './index';

/** An operation, by the values that stand for it. */
export interface Place {
	resource: NodeParameterValue;
	operation: NodeParameterValue;
}

export const showOf = ({ displayOptions }: INodeProperties): Show => displayOptions?.show ?? {};

/** All operations of a node. */
export const placesIn = (properties: INodeProperties[]): Place[] =>
	properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options: operations }) =>
			((displayOptions?.show?.resource ?? []) as NodeParameterValue[]).flatMap((resource) =>
				(operations as Array<{ value: NodeParameterValue }>).map(({ value: operation }) => ({
					resource,
					operation,
				})),
			),
		);

/** The operations that something is shown for. */
export const placesOf = (shows: Show[], places: Place[]): Place[] =>
	places.filter((place) =>
		shows.some(({ resource = [place.resource], operation = [place.operation] }) =>
			[resource.includes(place.resource), operation.includes(place.operation)].every(Boolean),
		),
	);

/** What shows something for these operations and for no other, or nothing if n8n has no words for it. */
export function together(own: Place[], places: Place[]): Show | undefined {
	const resource = [...new Set(own.map((place) => place.resource))];
	const operation = [...new Set(own.map((place) => place.operation))];
	const isExact = placesOf([{ resource, operation }], places).length === own.length;
	return isExact ? { resource, operation } : undefined;
}
