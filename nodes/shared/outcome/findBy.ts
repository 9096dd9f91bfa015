/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
export type FindBy = Record<string, string>;

export const format = (findBy: FindBy) =>
	Object.entries(findBy)
		.map(([label, value]) => `${label}: ${value}`)
		.join('. ');
