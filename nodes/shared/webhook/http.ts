import type { IWebhookFunctions } from 'n8n-workflow';

/** Names in lower case; a header that came twice is a list, or joined by commas. */
export type Headers = ReturnType<IWebhookFunctions['getHeaderData']>;

/** A request to the trigger's URL, from whomever. */
export interface Incoming {
	headers: Headers;
	/** As it came, byte by byte: signatures are over this. */
	body: Buffer;
}

/**
 * Of the response object, what Node.js itself gives to it. n8n types it by its web framework, which this
 * package does not have.
 */
interface Response {
	statusCode: number;
	writeHead(status: number): Response;
	end(): void;
	once(event: 'finish', listener: () => void): void;
}

export const responseOf = (context: IWebhookFunctions) =>
	context.getResponseObject() as unknown as Response;

/** The body as n8n has read it; undefined for forms with files, which n8n reads in another way. */
export function incomingOf(context: IWebhookFunctions): Incoming | undefined {
	const { rawBody } = context.getRequestObject() as unknown as { rawBody?: Buffer };
	return rawBody && { headers: context.getHeaderData(), body: rawBody };
}
