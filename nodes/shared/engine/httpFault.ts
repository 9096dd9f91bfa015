import { NodeApiError, type IDataObject } from 'n8n-workflow';

/** What is known of a failure of n8n's HTTP client (axios): the fault's name and words, or the answer. */
export interface HttpFault {
	/** Node.js', OpenSSL's or axios' name of it. */
	code?: string;
	message: string;
	response?: { status: number; headers: IDataObject; data: unknown };
	/** Node.js' request, as far as it came; absent where n8n's error kept nothing of it. */
	request?: NodeRequest;
	/** What Node.js said, in the client's words or in its own. */
	errors: Error[];
}

/** What is looked at of Node.js' ClientRequest. */
export interface NodeRequest {
	/** `https:` or `http:`. */
	protocol?: string;
	/** Whether others had used the connection before. Absent in what is not Node.js' own. */
	reusedSocket?: boolean;
	/** The connection that it was given; null as long as there is none. */
	socket?: { encrypted?: boolean; secureConnecting?: boolean } | null;
}

/** How deep n8n may have wrapped an error. */
const DEPTH = 5;

/** An error and what caused it. */
export function causesOf(error: unknown): Error[] {
	const causes: Error[] = [];
	for (let at = error; at instanceof Error && causes.length < DEPTH; at = at.cause) causes.push(at);
	return causes;
}

/** The failure of n8n's HTTP client that an error tells of, if it does. */
export function httpFault(error: unknown): HttpFault | undefined {
	const own = causesOf(error).find((each): each is ClientError => 'isAxiosError' in each);
	if (!own) return error instanceof NodeApiError ? keptBy(error) : undefined;
	const { code, message, response, request } = own;
	return { code, message, response, request, errors: causesOf(own) };
}

type ClientError = Error & Omit<HttpFault, 'errors'>;

/**
 * Up to n8n 2.33, the class of n8n's errors erases the cause that it is given. Then the status or the
 * name of the fault, its words and an answer's body are what is left of it.
 */
function keptBy({ httpCode, messages, context, cause }: NodeApiError): HttpFault | undefined {
	if (cause instanceof Error || httpCode === null) return undefined;
	const message = messages.join('. ');
	if (/^\d{3}$/.test(httpCode)) {
		const response = { status: Number(httpCode), headers: {}, data: context.data };
		return { message, response, errors: [] };
	}
	return /^[A-Z][A-Z\d_]+$/.test(httpCode) ? { code: httpCode, message, errors: [] } : undefined;
}
