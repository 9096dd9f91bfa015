import type { Provider } from '../provider';
import { stampee, stampeeAccount } from './node';

export const stampeeProvider: Provider = {
	name: 'stampee',
	title: 'Stampee',
	room: 'Stampee',
	page: 'stampee',
	credential: 'stampeeApi',
	account: (sandbox) => stampeeAccount(sandbox.stampee),
	node: stampee,
};
