import type { IDataObject } from 'n8n-workflow';

/** What is known of an error of n8n's HTTP client (axios): the fault's name and words, or the answer. */
export interface HttpClientError extends Error {
	code?: string;
	response?: { status: number; headers: IDataObject; data: unknown };
}

/** How deep n8n may have wrapped it. */
const DEPTH = 5;

/** The HTTP client's error among the causes of an error, if there is one. */
export function httpClientError(error: unknown): HttpClientError | undefined {
	for (let at = error, depth = 0; at instanceof Error && depth < DEPTH; at = at.cause, depth++) {
		if ('isAxiosError' in at) return at;
	}
	return undefined;
}
