import type {
	IDataObject,
	IExecutePaginationFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
} from 'n8n-workflow';

import { messageDelivery } from '../shared/delivery';
import { read } from '../shared/request';
import { PIGEON_POST_CREDENTIAL } from './account';
import { LETTERS, PAGE_SIZE } from './api';
import { letterDelivery } from './delivery';
import { listing } from './policies';

/** A letter as output: the ID first, and what stands for the status after it. */
export const letterItem = (letter: IDataObject) => ({
	json: {
		id: letter.id,
		delivery: messageDelivery(letter.id, letterDelivery(letter.status, letter.at)),
		...letter,
	},
});

/** Reads a page of letters outside of n8n's routing. */
export const readLetters = async (
	context: IPollFunctions | IExecutePaginationFunctions,
	qs: IDataObject,
): Promise<IN8nHttpFullResponse> =>
	await read(context, {
		policy: listing,
		credential: PIGEON_POST_CREDENTIAL,
		request: { method: 'GET', url: LETTERS, qs: { limit: PAGE_SIZE, ...qs } },
	});
