import type { INodeProperties } from 'n8n-workflow';

import { likeness } from './likeness';
import { placesIn, placesOf, showOf, together, type Place } from './places';

/** A field, and the operations that it is shown for. */
interface Field {
	property: INodeProperties;
	places: Place[];
}

/**
 * Makes one field of those that several operations have and that differ only in where they are shown.
 * Whoever opens an operation sees the same fields in the same order as before.
 * @param properties of all operations of a node
 * @throws Error if two operations have shared fields in opposite orders
 */
export function withSharedFields(properties: INodeProperties[]): INodeProperties[] {
	const places = placesIn(properties);
	const fields = new Map<string, Field>();
	/** By operation, the fields that were shown for it, in their order. */
	const orders = new Map<Place, Field[]>();
	for (const property of properties) {
		const field = shareOf(fields, property, places);
		for (const place of placesOf([showOf(property)], places)) {
			orders.set(place, [...(orders.get(place) ?? []), field]);
		}
	}
	return inOrder([...fields.values()], [...orders.values()]).map(({ property }) => property);
}

/** The field that a property is one of, in which it takes part from now on. */
function shareOf(fields: Map<string, Field>, property: INodeProperties, all: Place[]): Field {
	const key = likeness({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...showOf(property), resource: undefined, operation: undefined },
		},
	});
	const own = placesOf([showOf(property)], all);
	const same = fields.get(key);
	const keep = (name: string): Field => {
		const field = { property, places: own };
		fields.set(name, field);
		return field;
	};
	if (!same) return keep(key);
	const places = all.filter((place) => [...same.places, ...own].includes(place));
	const show = together(places, all);
	// Where n8n has no words for both, each stays as it is.
	if (!show) return keep(likeness(property));
	same.places = places;
	same.property = {
		...property,
		displayOptions: { ...property.displayOptions, show: { ...showOf(property), ...show } },
	};
	return same;
}

/** The fields as they came, except where an operation has them in another order. */
function inOrder(fields: Field[], orders: Field[][]): Field[] {
	const before = new Map(
		fields.map((field) => [
			field,
			orders.flatMap((order) => order.slice(0, Math.max(0, order.indexOf(field)))),
		]),
	);
	const open = new Set(fields);
	const sorted: Field[] = [];
	while (open.size > 0) {
		const next = [...open].find((field) => !before.get(field)?.some((other) => open.has(other)));
		if (!next) throw new Error('Two operations have the same fields in opposite orders');
		open.delete(next);
		sorted.push(next);
	}
	return sorted;
}
