import type { INodeProperties } from 'n8n-workflow';

import { options, type Show } from './index';
import { likeness } from './likeness';
import { placesIn, placesOf, showOf, together } from './places';

/**
 * Makes one collection "Options" of those of all operations; each option is shown where it was.
 * @param properties of all operations of a node
 * @throws Error if an option can't be shown where it belongs without being shown elsewhere as well
 */
export function withOneOptions(properties: INodeProperties[]): INodeProperties[] {
	const places = placesIn(properties);
	const showFor = (shows: Show[], label: string): Show => {
		const show = together(placesOf(shows, places), places);
		if (!show) throw new Error(`'${label}' would be shown for other operations as well`);
		return show;
	};
	const isOptions = ({ name }: INodeProperties) => name === 'options';
	const collections = properties.filter(isOptions);
	const entries = new Map<string, { entry: INodeProperties; shows: Show[] }>();
	for (const collection of collections) {
		for (const entry of collection.options as INodeProperties[]) {
			const key = likeness(entry);
			const same = entries.get(key) ?? { entry, shows: [] };
			entries.set(key, same);
			same.shows.push(showOf(collection));
		}
	}
	const everywhere = collections.map(showOf);
	const merged = [...entries.values()].map(({ entry, shows }) => {
		if (placesOf(shows, places).length === placesOf(everywhere, places).length) return entry;
		const { resource, operation } = showFor(shows, entry.displayName);
		return {
			...entry,
			displayOptions: { show: { '/resource': resource, '/operation': operation } },
		};
	});
	merged.sort((a, b) => a.displayName.localeCompare(b.displayName));
	return [
		...properties.filter((property) => !isOptions(property)),
		options(showFor(everywhere, 'Options'), merged),
	];
}
