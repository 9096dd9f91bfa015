import { NodeApiError, type IDataObject } from 'n8n-workflow';

/** The data of a failure of n8n's HTTP client (axios): the code and message of the fault, or the answer. */
export interface HttpFault {
	/** The code from Node.js, OpenSSL or axios. */
	code?: string;
	message: string;
	response?: { status: number; headers: IDataObject; data: unknown };
	/** Node.js' request, as far as it got; absent if n8n's error does not contain it. */
	request?: NodeRequest;
	/** The message of Node.js, as the client or Node.js itself words it. */
	errors: Error[];
}

/** The properties of Node.js' ClientRequest that are read. */
export interface NodeRequest {
	/** `https:` or `http:`. */
	protocol?: string;
	/** Whether others had used the connection before. Absent if the object is not Node.js' own. */
	reusedSocket?: boolean;
	/** Its target, as in the request line: a proxy is given the whole URL, if there is no tunnel through it. */
	path?: string;
	/** The connection that it was assigned; null as long as there is none. */
	socket?: {
		encrypted?: boolean;
		secureConnecting?: boolean;
		destroyed?: boolean;
		/** How many bytes Node.js has handed to the system on it; what waits for the connection does not count. */
		_bytesDispatched?: number;
		/** The tunnel through a proxy in which TLS is spoken. */
		_parent?: unknown;
	} | null;
}

/** How deeply n8n may have wrapped an error. */
const DEPTH = 5;

/** An error and its causes. */
export function causesOf(error: unknown): Error[] {
	const causes: Error[] = [];
	for (let at = error; at instanceof Error && causes.length < DEPTH; at = at.cause) causes.push(at);
	return causes;
}

/** The failure of n8n's HTTP client behind an error, if there is one. */
export function httpFault(error: unknown): HttpFault | undefined {
	const own = causesOf(error).find((each): each is ClientError => 'isAxiosError' in each);
	if (!own) return error instanceof NodeApiError ? keptBy(error) : undefined;
	const { code, message, response, request } = own;
	return { code, message, response, request, errors: causesOf(own) };
}

type ClientError = Error & Omit<HttpFault, 'errors'>;

/**
 * Up to n8n 2.33, the class of n8n's errors erases its cause. Then only the status, or the code and message of the
 * fault, and an answer's body are left.
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
