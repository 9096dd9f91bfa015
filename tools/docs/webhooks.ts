import { PROVIDERS } from '../providers';
import { asTable } from './table';

/** The table of what each webhook trigger verifies. */
export const verifiedTable = (): string =>
	asTable(
		['trigger', 'what is verified', "what can't be"],
		PROVIDERS.flatMap(({ title, webhook }) =>
			webhook ? [[`${title} Webhook Trigger`, webhook.verified.is, webhook.verified.not]] : [],
		),
	);
