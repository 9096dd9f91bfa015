import type { IDataObject } from 'n8n-workflow';
import { isObject, objectsIn } from '../../nodes/shared/json';

/** Name of the send step. */
export const SEND = 'send';

/** A request and its complete answer. */
export interface Exchange {
	/** The step that it belongs to. */
	step: string;
	method: string;
	url: URL;
	status: number;
	/** Keyed by lower-case name. */
	headers: Record<string, string>;
	body: Buffer;
}

/** The answer's JSON; undefined if it has none. */
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

/** All exchanges of a check so far. */
export class Seen {
	constructor(readonly exchanges: Exchange[] = []) {}

	/** The answers of a step, in order. @param path pattern that their URL paths match */
	answers(step: string, path?: RegExp): Exchange[] {
		return this.exchanges.filter(
			(each) => each.step === step && (path?.test(each.url.pathname) ?? true),
		);
	}

	/** What was seen since the send; empty if nothing was sent. */
	afterSend(): Seen {
		const at = this.exchanges.findIndex(({ step }) => step === SEND);
		return new Seen(at < 0 ? [] : this.exchanges.slice(at));
	}

	/** The last answer. */
	answer(step: string, path?: RegExp): Exchange | undefined {
		return this.answers(step, path).at(-1);
	}

	/** The JSON of the last successful answer; undefined if there is none. */
	json(step: string, path?: RegExp): unknown {
		const answer = this.answers(step, path).filter(isSuccess).at(-1);
		return answer && jsonOf(answer);
	}

	/** The same if it is an object, else an empty object. */
	object(step: string, path?: RegExp): IDataObject {
		const json = this.json(step, path);
		return isObject(json) ? json : {};
	}

	/** The status and JSON of the last answer if it is an error with a JSON object; otherwise undefined. */
	refusal(step: string, path?: RegExp): { status: number; body: IDataObject } | undefined {
		const answer = this.answer(step, path);
		if (!answer || answer.status < 400) return undefined;
		const body = jsonOf(answer);
		return isObject(body) ? { status: answer.status, body } : undefined;
	}
}

/** The objects in a list: the value itself, or its property of that name. */
export const rowsIn = (value: unknown, name?: string): IDataObject[] =>
	objectsIn(name === undefined ? value : isObject(value) ? value[name] : undefined);

/** The object in a property of an object; empty if there is none. */
export function partOf(value: unknown, name: string): IDataObject {
	const part = isObject(value) ? value[name] : undefined;
	return isObject(part) ? part : {};
}
