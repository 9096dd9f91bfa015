import type { INodeJson } from '../../tools/engine/engine';

/** A Courier node set to send a letter, with what a test changes about it. */
export const courier = (changes: Partial<INodeJson> = {}): INodeJson => ({
	name: 'Courier',
	type: 'n8n-nodes-courier.courier',
	typeVersion: 1,
	credentials: { courierApi: { id: '1', name: 'Courier account' } },
	...changes,
	parameters: { to: '={{ $json.to }}', ...changes.parameters },
});
