import type { Provider } from '../provider';
import { pigeonPost, pigeonPostAccount } from './node';

export const pigeonPostProvider: Provider = {
	name: 'pigeonPost',
	title: 'Pigeon Post',
	room: 'PigeonPost',
	page: 'pigeon-post',
	credential: 'pigeonPostApi',
	account: (sandbox) => pigeonPostAccount(sandbox.pigeonPost),
	node: pigeonPost,
};
