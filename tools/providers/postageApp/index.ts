import type { Provider } from '../provider';
import { postageAppCredentials } from './credentials';
import { postageApp, postageAppAccount } from './node';
import { postageAppSending } from './sending';
import { postageAppWebhook } from './webhook';

export const postageAppProvider: Provider = {
	name: 'postageApp',
	title: 'PostageApp',
	room: 'PostageApp',
	page: 'postageapp',
	credential: 'postageAppApi',
	account: (sandbox) => postageAppAccount(sandbox.postageApp),
	node: postageApp,
	credentials: postageAppCredentials,
	sending: postageAppSending,
	webhook: postageAppWebhook,
};
