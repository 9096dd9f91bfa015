import type { FindBy } from '../policy';

/** As text for an error or for n8n's log. */
export const format = (findBy: FindBy) =>
	Object.entries(findBy)
		.map(([label, value]) => `${label}: ${value}`)
		.join('. ');
