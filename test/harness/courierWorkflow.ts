import type { INodeJson } from '../../tools/engine/engine';

/** A Courier node that sends a letter, with the changes of a test. */
export const courier = (changes: Partial<INodeJson> = {}): INodeJson => ({
	name: 'Courier',
	type: 'n8n-nodes-courier.courier',
	typeVersion: 1,
	credentials: { courierApi: { id: '1', name: 'Courier account' } },
	...changes,
	parameters: { to: '={{ $json.to }}', ...changes.parameters },
});
