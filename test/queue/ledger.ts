import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { INodeJson } from '../../tools/engine/workflowJson';

/** What an execution has written down. */
export interface Entry<Event = { eventId: string }> {
	execution: string;
	event: Event;
}

/** A log outside of n8n in which executions write down the events that reached them. */
export interface Ledger {
	/** A node that writes down each item. */
	scribe: INodeJson;
	/**
	 * A node that writes down something else for each item.
	 * @param event an expression, without its braces
	 */
	scribeOf(name: string, event: string): INodeJson;
	/** What was written down, in the order in which it arrived. */
	entries<Event>(): Array<Entry<Event>>;
	/** How often each event was written down, by `eventId`. */
	counts(): Map<string, number>;
	/** Whether an event that contains the text was written down. */
	tellsOf(name: string): boolean;
	stop(): Promise<void>;
}

export async function openLedger(): Promise<Ledger> {
	const entries: Entry[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			entries.push(JSON.parse(body) as Entry);
			response.setHeader('content-type', 'application/json').end('{}');
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const scribeOf = (name: string, event: string): INodeJson => ({
		name,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `http://127.0.0.1:${port}/`,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ execution: $execution.id, event: ${event} }) }}`,
		},
	});
	return {
		scribe: scribeOf('Write Down', '$json'),
		scribeOf,
		entries: <Event>() => entries as unknown as Array<Entry<Event>>,
		counts: () => {
			const counts = new Map<string, number>();
			for (const { event } of entries) {
				counts.set(event.eventId, (counts.get(event.eventId) ?? 0) + 1);
			}
			return counts;
		},
		tellsOf: (name) => entries.some(({ event }) => JSON.stringify(event).includes(name)),
		stop: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
