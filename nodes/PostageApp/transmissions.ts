import type { IDataObject } from 'n8n-workflow';

import { ProviderError } from '../shared/response/providerError';
import { ask, type Asker } from './method';
import { transmissionsIn } from './resources/message/transmissions';

/** The transmissions of a message, one for each recipient; none if PostageApp does not have the message. */
export async function getTransmissions(
	context: Asker,
	uid: string,
	deadline?: number,
): Promise<IDataObject[]> {
	const answer = ask(context, 'get_message_transmissions', { uid }, deadline);
	return await answer.then(
		(found) => transmissionsIn(uid, found),
		async (error) => {
			if (error instanceof ProviderError && error.code === 'not_found') return [];
			return transmissionsIn(uid, await answer);
		},
	);
}
