import type { Provider } from '../provider';
import { postageApp, postageAppAccount } from './node';

export const postageAppProvider: Provider = {
	name: 'postageApp',
	title: 'PostageApp',
	room: 'PostageApp',
	page: 'postageapp',
	credential: 'postageAppApi',
	account: (sandbox) => postageAppAccount(sandbox.postageApp),
	node: postageApp,
};
