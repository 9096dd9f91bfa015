import type { IWebhookFunctions } from 'n8n-workflow';

/** Names in lower case; a repeated header is a list, or joined by commas. */
export type Headers = ReturnType<IWebhookFunctions['getHeaderData']>;

/** A request to the trigger's URL, from anyone. */
export interface Incoming {
	headers: Headers;
	/** As received, byte for byte: signatures are computed over this. */
	body: Buffer;
}

/**
 * The part of the response object that comes from Node.js itself. n8n types it by its web framework, which this
 * package does not depend on.
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
