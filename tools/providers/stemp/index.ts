import type { Provider } from '../provider';
import { stemp, stempAccount } from './node';

export const stempProvider: Provider = {
	name: 'stemp',
	title: 'stemp',
	room: 'Stemp',
	page: 'stemp',
	credential: 'stempApi',
	account: (sandbox) => stempAccount(sandbox.stemp),
	node: stemp,
};
