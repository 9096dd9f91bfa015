import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../../nodes/shared/json';

/** The step that sends. */
export const SEND = 'send';

/** A request that left, and its whole answer. */
export interface Exchange {
	/** The step that it is of. */
	step: string;
	method: string;
	url: URL;
	status: number;
	/** By their names in lower case. */
	headers: Record<string, string>;
	body: Buffer;
}

/** The answer as JSON; undefined if it is none. */
export function jsonOf({ body }: Exchange): unknown {
	try {
		return JSON.parse(body.toString('utf8')) as unknown;
	} catch {
		return undefined;
	}
}

export const isPdf = ({ body }: Exchange) => body.subarray(0, 1024).includes('%PDF-');

export const isSuccess = ({ status }: Exchange) => status >= 200 && status < 300;

export const isRedirect = ({ status }: Exchange) => status >= 300 && status < 400;

/** All that a check has seen so far. */
export class Seen {
	constructor(readonly exchanges: Exchange[] = []) {}

	/** The answers of a step, in their order. @param path what their paths hold */
	answers(step: string, path?: RegExp): Exchange[] {
		return this.exchanges.filter(
			(each) => each.step === step && (path?.test(each.url.pathname) ?? true),
		);
	}

	/** What was seen since something was sent; nothing if nothing was. */
	afterSend(): Seen {
		const at = this.exchanges.findIndex(({ step }) => step === SEND);
		return new Seen(at < 0 ? [] : this.exchanges.slice(at));
	}

	/** The last one. */
	answer(step: string, path?: RegExp): Exchange | undefined {
		return this.answers(step, path).at(-1);
	}

	/** The JSON of the last one that was a success; undefined if there is none. */
	json(step: string, path?: RegExp): unknown {
		const answer = this.answers(step, path).filter(isSuccess).at(-1);
		return answer && jsonOf(answer);
	}

	/** The same as an object, which is empty if it is none. */
	object(step: string, path?: RegExp): IDataObject {
		const json = this.json(step, path);
		return isObject(json) ? json : {};
	}

	/** The status and the JSON of the last one that was an error; undefined if it was none, or no object. */
	refusal(step: string, path?: RegExp): { status: number; body: IDataObject } | undefined {
		const answer = this.answer(step, path);
		if (!answer || answer.status < 400) return undefined;
		const body = jsonOf(answer);
		return isObject(body) ? { status: answer.status, body } : undefined;
	}
}

/** The rows at a name of an object. */
export const rowsIn = (value: unknown, name?: string): IDataObject[] =>
	objectsIn(name === undefined ? value : isObject(value) ? value[name] : undefined);

/** The object at a name of an object, which is empty if there is none. */
export function partOf(value: unknown, name: string): IDataObject {
	const part = isObject(value) ? value[name] : undefined;
	return isObject(part) ? part : {};
}
