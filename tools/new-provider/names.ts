/** What a provider is called, in the ways that its files need. */
export interface Names {
	/** The folder of its nodes, such as PigeonPost. */
	room: string;
	/** Of its node type, its sandbox and its descriptor, such as pigeonPost. */
	name: string;
	/** As it writes its name itself, such as Pigeon Post. */
	title: string;
	/** Its page in docs/, such as pigeon-post; its examples begin so as well. */
	page: string;
}

/** @param room in Pascal case, such as PigeonPost @throws RangeError for anything else */
export function namesOf(room: string): Names {
	if (!/^[A-Z][A-Za-z0-9]+$/.test(room)) {
		throw new RangeError(`${room} is no name of a provider: write it as in PigeonPost`);
	}
	const title = room.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
	return {
		room,
		name: room.charAt(0).toLowerCase() + room.slice(1),
		title,
		page: title.toLowerCase().replaceAll(' ', '-'),
	};
}

/** All that is a provider's own: files and folders from the root of the repository, or how their names begin. */
export const ownPlaces = ({ room, name, page }: Omit<Names, 'title'>): string[] => [
	`nodes/${room}`,
	`credentials/${room}Api.credentials.ts`,
	`credentials/${room}WebhookApi.credentials.ts`,
	`sandbox/${name}`,
	`tools/providers/${name}`,
	`test/nodes/${room}`,
	`docs/${page}.md`,
	`examples/${page}-`,
];
