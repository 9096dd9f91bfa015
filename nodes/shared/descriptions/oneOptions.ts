import type { INodeProperties, NodeParameterValue } from 'n8n-workflow';

import { options, type Show } from './index';

/** An operation, by the values that stand for it. */
interface Place {
	resource: NodeParameterValue;
	operation: NodeParameterValue;
}

/**
 * Makes one collection "Options" of those of all operations. n8n works a parameter out, with the expressions
 * in it, twice for each property that has its name, be it shown or not (`runNode` and `resolveBaseUrl` of its
 * RoutingNode, 2.41): with a collection for each operation, an expression in one of the options was worked
 * out up to 36 times for each item, which took longer than all else.
 *
 * To be called once, outside of the node's class: n8n writes into what it has loaded (it adds "Custom API
 * Call" to operations), and may load a node again in the same process.
 * @param properties of all operations of a node
 * @throws Error if an option can't be shown where it belongs without being shown elsewhere as well
 */
export function withOneOptions(properties: INodeProperties[]): INodeProperties[] {
	const places = placesIn(properties);
	const isOptions = ({ name }: INodeProperties) => name === 'options';
	const collections = properties.filter(isOptions);
	const entries = new Map<string, { entry: INodeProperties; shows: Show[] }>();
	for (const collection of collections) {
		for (const entry of collection.options as INodeProperties[]) {
			const same = entries.get(JSON.stringify(entry)) ?? { entry, shows: [] };
			entries.set(JSON.stringify(entry), same);
			same.shows.push(showOf(collection));
		}
	}
	const everywhere = placesOf(collections.map(showOf), places);
	const merged = [...entries.values()].map(({ entry, shows }) => {
		const own = placesOf(shows, places);
		if (own.length === everywhere.length) return entry;
		const { resource, operation } = together(own, places, entry.displayName);
		return {
			...entry,
			displayOptions: { show: { '/resource': resource, '/operation': operation } },
		};
	});
	merged.sort((a, b) => a.displayName.localeCompare(b.displayName));
	return [
		...properties.filter((property) => !isOptions(property)),
		options(together(everywhere, places, 'Options'), merged),
	];
}

const showOf = ({ displayOptions }: INodeProperties): Show => displayOptions?.show ?? {};

/** All operations of a node. */
const placesIn = (properties: INodeProperties[]): Place[] =>
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
const placesOf = (shows: Show[], places: Place[]) =>
	places.filter((place) =>
		shows.some(({ resource = [place.resource], operation = [place.operation] }) =>
			[resource.includes(place.resource), operation.includes(place.operation)].every(Boolean),
		),
	);

/** What shows something for these operations, and for no other. */
function together(own: Place[], places: Place[], label: string) {
	const resource = [...new Set(own.map((place) => place.resource))];
	const operation = [...new Set(own.map((place) => place.operation))];
	if (placesOf([{ resource, operation }], places).length === own.length) {
		return { resource, operation };
	}
	throw new Error(`'${label}' would be shown for other operations as well`);
}
