import type { FindBy } from '../policy';
import { withFaultNames } from '../faultNames';

/** As text for an error or for n8n's log. */
export const format = (findBy: FindBy) =>
	withFaultNames(
		Object.entries(findBy)
			.map(([label, value]) => `${label}: ${value}`)
			.join('. '),
	);
