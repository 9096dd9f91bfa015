import type { Provider } from '../provider';
import { stampeeCredentials } from './credentials';
import { stampeeFacts } from './facts';
import { stampeeFields } from './fields';
import { stampeeHostile } from './hostile';
import { stampee, stampeeAccount } from './node';
import { stampeeSending } from './sending';
import { stampeeWebhook } from './webhook';
import { stampeeTables } from './tables';

export const stampeeProvider: Provider = {
	name: 'stampee',
	title: 'Stampee',
	room: 'Stampee',
	page: 'stampee',
	credential: 'stampeeApi',
	account: (sandbox) => stampeeAccount(sandbox.stampee),
	node: stampee,
	credentials: stampeeCredentials,
	sending: stampeeSending,
	facts: stampeeFacts,
	fields: stampeeFields,
	hostile: stampeeHostile,
	webhook: stampeeWebhook,
	tables: stampeeTables,
};
