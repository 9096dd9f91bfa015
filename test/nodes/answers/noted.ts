import { ServerResponse } from 'node:http';

/** An answer of a server, with the method and path of the request. */
export interface Answer {
	to: string;
	status: number;
	body: unknown;
}

/** Records the JSON answers of all servers of this process, until Jest's mocks are restored. */
export function noteAnswers(): Answer[] {
	const answers: Answer[] = [];
	const end = Reflect.get(ServerResponse.prototype, 'end') as (
		...given: unknown[]
	) => ServerResponse;
	jest.spyOn(ServerResponse.prototype, 'end').mockImplementation(function (
		this: ServerResponse,
		...given: unknown[]
	) {
		const [content] = given;
		if (typeof content === 'string' || Buffer.isBuffer(content)) {
			const { method = '', url = '' } = this.req;
			answers.push({
				to: `${method} ${url.split('?')[0]}`,
				status: this.statusCode,
				body: parsed(String(content)),
			});
		}
		return end.apply(this, given);
	});
	return answers;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
