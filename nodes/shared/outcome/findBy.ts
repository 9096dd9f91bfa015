import type { FindBy } from '../policy';

/** As it is told in an error or in n8n's log. */
export const format = (findBy: FindBy) =>
	Object.entries(findBy)
		.map(([label, value]) => `${label}: ${value}`)
		.join('. ');
