/** The names of a provider and of the thing that it sends, in the forms that its files need. */
export interface Names {
	/** The folder of its nodes, such as PigeonPost. */
	folder: string;
	/** The name of its node type, sandbox and descriptor, such as pigeonPost. */
	name: string;
	/** The provider's own spelling, such as Pigeon Post. */
	title: string;
	/** Its page in docs/, such as pigeon-post; also the prefix of its examples. */
	page: string;
	/** In names of constants, such as PIGEON_POST. */
	constant: string;
	/** In names of HTTP headers, such as Pigeon-Post. */
	header: string;
	/** In texts, such as pigeon post. */
	lower: string;
	/** In tokens, such as pigeon_post. */
	token: string;
	/** What it sends, such as letter: a resource of its node. */
	thing: string;
}

/**
 * @param folder in Pascal case, such as PigeonPost
 * @param thing in lower case, such as letter
 * @throws RangeError for anything else
 */
export function namesOf(folder: string, thing = 'letter'): Names {
	if (!/^[A-Z][A-Za-z0-9]+$/.test(folder)) {
		throw new RangeError(`${folder} is no name of a provider: write it as in PigeonPost`);
	}
	if (!/^[a-z]+$/.test(thing)) {
		throw new RangeError(`${thing} is no name of what is sent: write one word, as in letter`);
	}
	const title = folder.replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
	const lower = title.toLowerCase();
	return {
		folder,
		name: folder.charAt(0).toLowerCase() + folder.slice(1),
		title,
		page: lower.replaceAll(' ', '-'),
		constant: title.toUpperCase().replaceAll(' ', '_'),
		header: title.replaceAll(' ', '-'),
		lower,
		token: lower.replaceAll(' ', '_'),
		thing,
	};
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/** Replaces the names of one provider with those of another. */
export function renaming({ thing: oldThing, ...from }: Names, { thing, ...to }: Names) {
	const article = /^[aeiou]/.test(thing) ? 'an' : 'a';
	const things = [
		[new RegExp(`\\b([Aa])(n?) (?=${oldThing})`, 'g'), `$1${article.slice(1)} `],
		[new RegExp(oldThing, 'g'), thing],
		[new RegExp(capital(oldThing), 'g'), capital(thing)],
		[new RegExp(oldThing.toUpperCase(), 'g'), thing.toUpperCase()],
	] as const;
	const renamed = (text: string) =>
		(Object.keys(from) as Array<keyof typeof from>).reduce(
			(result, each) => result.replaceAll(from[each], to[each]),
			text,
		);
	// Replace the thing first: a provider's name may contain that word.
	return (text: string): string =>
		renamed(things.reduce((result, [old, by]) => result.replace(old, by), text));
}

/** A provider's own files and folders: paths from the root of the repository, or their prefixes. */
export const ownPlaces = ({
	folder,
	name,
	page,
}: Pick<Names, 'folder' | 'name' | 'page'>): string[] => [
	`nodes/${folder}`,
	`credentials/${folder}Api.credentials.ts`,
	`credentials/${folder}WebhookApi.credentials.ts`,
	`sandbox/${name}`,
	`tools/providers/${name}`,
	`test/nodes/${folder}`,
	`docs/${page}.md`,
	`examples/${page}-`,
];
