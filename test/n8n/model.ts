import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Message {
	role: string;
	content: string | null;
}

/** A request to a model in OpenAI's chat completions. */
interface Question {
	messages: Message[];
	stream?: boolean;
}

/**
 * A language model that does one thing: at the first request it calls a tool, and then it answers with the
 * tool's result. It implements OpenAI's chat completions, on loopback.
 */
export class Model {
	private constructor(
		private readonly server: Server,
		/** For the credential of n8n's model node. */
		readonly url: string,
	) {}

	/** @param tool its name, as n8n passes it to models */
	static async start(tool: string, args: object): Promise<Model> {
		const server = createServer((request, response) => {
			void answer(request, tool, args).then(({ body, isStream }) => {
				const type = isStream ? 'text/event-stream' : 'application/json';
				response.writeHead(200, { 'content-type': type }).end(body);
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		return new Model(server, `http://127.0.0.1:${port}/v1`);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

async function answer(request: IncomingMessage, tool: string, args: object) {
	const question = JSON.parse((await text(request)) || '{"messages":[]}') as Question;
	const { messages, stream: isStream = false } = question;
	const said = messages.findLast(({ role }) => role === 'tool');
	const call = {
		index: 0,
		id: 'call_1',
		type: 'function',
		function: { name: tool, arguments: JSON.stringify(args) },
	};
	const message = said
		? { role: 'assistant', content: said.content }
		: { role: 'assistant', content: null, tool_calls: [call] };
	const common = { id: 'answer', created: 0, model: 'model' };
	const finish_reason = said ? 'stop' : 'tool_calls';
	if (isStream) {
		const choices = [{ index: 0, delta: message, finish_reason }];
		const chunk = JSON.stringify({ ...common, object: 'chat.completion.chunk', choices });
		return { isStream, body: `data: ${chunk}\n\ndata: [DONE]\n\n` };
	}
	const choices = [{ index: 0, message, finish_reason }];
	const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
	return {
		isStream,
		body: JSON.stringify({ ...common, object: 'chat.completion', choices, usage }),
	};
}
