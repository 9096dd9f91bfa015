import type { FindBy } from '../policy';
import { escapeErrorCodes } from '../errorCodes';

/** As text for an error or for n8n's log. */
export const formatFindBy = (findBy: FindBy) =>
	escapeErrorCodes(
		Object.entries(findBy)
			.map(([label, value]) => `${label}: ${value}`)
			.join('. '),
	);
