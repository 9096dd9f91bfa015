import type {
	DeclarativeRestApiSettings,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

/**
 * What dispatch needs to know about an operation.
 * T is the payload of its requests, in the operation's own terms.
 */
export interface Policy<T = undefined> {
	/**
	 * `read`: repeating it changes nothing.
	 * `send`: the provider may act on each request it gets (a letter is sent, a customer is mailed), so a request of
	 * unknown outcome is never repeated.
	 * `idempotentSend`: a send with a key by which the provider recognizes it and acts on it only once, so it may be
	 * repeated whatever its outcome. The key must be part of the request.
	 */
	kind: 'read' | 'send' | 'idempotentSend';
	/** Whether an idempotent send may be repeated, if that depends on its content. Otherwise it is an ordinary send. */
	isRepeatable?(payload: T): boolean;
	/**
	 * Whether it changes or removes what is there. An agent that repeats such a call means what is there by then, and
	 * not the earlier call.
	 */
	changesState?: boolean;
	/** The verb for a send in its error messages. Default: "sent". */
	pastTense?: string;
	rateLimit: RateLimit;
	errors: ErrorTable;
	/** How to identify the account that a send is made from. An operation with a deduplication key has one. */
	account?: AccountSource;
	/**
	 * How long the provider certainly recognizes an idempotent send by its key, in milliseconds: an older one is not
	 * sent again automatically.
	 */
	keyLife?: number;
	/** Success may come without a body (204). */
	mayBeEmpty?: boolean;
	/** How to request the following pages of a list. */
	pagination?: Pagination<T>;
	/**
	 * The ids that the provider accepted, as the items made of its answer have them (`asAnswered`): an empty text where
	 * there should be one. What has none, or something that can't be an id, may have been accepted or not. Read it with
	 * `idsIn`, which trusts no such value.
	 */
	acceptedIds?(outputs: INodeExecutionData[]): unknown[];
	/**
	 * All IDs that a send has at the provider, if its answer and the provider's lists may each have others of them, so
	 * that what one send got is not taken for another's. Default: `acceptedIds`.
	 */
	claimedIds?(outputs: INodeExecutionData[]): unknown[];
	/**
	 * Why an item from an accepted answer is a failure all the same: the provider accepted the request and refused a
	 * part of it. That part is never sent again.
	 */
	refusedPart?(output: INodeExecutionData): RefusedPart | undefined;
	/** Whether an output tells of a refusal, because the user wants refusals among the outputs: nothing was accepted. */
	isRefusal?(output: INodeExecutionData): boolean;
	/** Whether the provider says that it already had a send, and accepted no other. */
	isRepeat?(output: INodeExecutionData): boolean;
	/** The fields of an output that is returned again, if the provider itself reports that it was sent before. */
	repeated?(json: IDataObject): IDataObject;
	/** What an item sends, as people read it: part of its output if the user wants more than a simplified one. */
	preview?(this: void, own: T): Preview;
	/**
	 * What helps a person to find a send of unknown outcome at the provider.
	 * @param own what the item wants to send
	 * @param sent what left, which other items may have shared
	 */
	findBy?(own: T, sent: T): FindBy;
	/** How to look up a send whose answer was lost, if the provider offers that. */
	lookup?: Lookup<T>;
	/** What makes it safe to run an item with an unknown outcome again, as a sentence. */
	safeAgain?: string;
	/** How items share a request, if the provider accepts many recipients in one and distinguishes them. */
	batching?: Batching<T>;
	/** How to process an item that stands for several requests. */
	sequence?: Sequence<T>;
	/** How to wait until the status that an operation reads is final, if the user wants that. */
	waiting?: Waiting<T>;
}

/** How an operation waits for a final status: it reads the status again and again, as the operation does. */
export interface Waiting<T = unknown> {
	/** The part of the rate limit that all waiting items share, in addition to the rate limit itself. */
	share: RateLimit;
	/**
	 * Checks many of them with a few requests, if the provider lists them. If it fails, each is read.
	 * @param requests how its requests are made
	 * @returns for each whether it may have changed; only those are read again
	 */
	mayHaveChanged?(
		this: IExecutePaginationFunctions,
		open: Array<OpenStatus<T>>,
		requests: SharedRequests,
	): Promise<boolean[]>;
}

/** A status that is not final yet. */
export interface OpenStatus<T = unknown> {
	/** What is read. */
	payload: T;
	/** The items that were made of it when it was last read. */
	outputs: INodeExecutionData[];
}

/** How the requests of waiting items are made. */
export interface SharedRequests {
	share: RateLimit;
	isCancelled: () => boolean;
}

/** How to identify the account that a credential opens; the credential may be changed to another account. */
export interface AccountSource {
	/** The credential type. */
	credential: string;
	/** The URL of the provider's server. */
	host(credential: ICredentialDataDecryptedObject): string;
	/** The account, if the credential itself identifies it. */
	name?: (credential: ICredentialDataDecryptedObject) => string;
	/** The request to the provider if the credential does not identify the account, or not yet. */
	identification?: {
		request: IHttpRequestOptions;
		/** The account in the answer. Without it, the credential identifies the account once it has logged in. */
		nameIn?: (body: unknown) => string;
	};
	/**
	 * The secret that opens the account. If nothing identifies the account, another secret may mean another account.
	 */
	secret(credential: ICredentialDataDecryptedObject): string;
}

/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
export type FindBy = Record<string, string>;

/** The content of a message as it leaves. */
export interface Preview {
	/** Where messages have one. */
	subject?: string;
	html: string;
	/** The plain text that goes along, where the provider takes one. */
	text?: string;
}

/** The results that the attempts of one lookup pass on to each other. */
export interface EarlierSearches {
	/** The IDs that they have found so far; undefined for the first attempt. */
	seen?: Set<unknown>;
	/** How many of them may count as proofs of what was not there. */
	looks?: number;
}

/** A moment in this process. */
export interface Instant {
	/** Milliseconds by the monotonic clock. */
	ticks: number;
}

/**
 * How to look up a send whose answer was lost. A list proves only what it contains, never that there is nothing more:
 * providers may accept late and list even later.
 */
export interface Lookup<T = unknown> {
	/**
	 * Searches for it once.
	 * @param sentAt when it left, or since when it may have left
	 * @param earlier what the earlier attempts have found, to which this one adds
	 * @returns everything that looks like what was sent and may be its result; an error counts as nothing
	 */
	search(
		this: IExecutePaginationFunctions,
		sent: T,
		sentAt: Instant,
		earlier: EarlierSearches,
	): Promise<Candidate[]>;
	/**
	 * The part of a send that is compared, and in which people write their own reference, such as its subject. If it
	 * contains the deduplication key, a match is the message with this key.
	 */
	comparedText?(sent: T): string;
	/** Whether the provider's data can prove a candidate, without a reference. */
	hasOwnProof?: boolean;
	/**
	 * Milliseconds before each attempt, because a message may be listed some time later. Default: one attempt, at
	 * once.
	 */
	pauses?(context: IExecutePaginationFunctions, sent: T): Iterable<number>;
}

/** Something at the provider that may be what was sent. */
export interface Candidate {
	/** The provider's ID, for people. */
	id: string;
	/** The provider's own status. */
	status?: string;
	/** The items that the lost answer would have given. */
	outputs: INodeExecutionData[];
	/**
	 * Whether its content was compared, or the provider recognizes it by a key of ours. false if something is unknown
	 * that may distinguish it from another one: then a reference does not prove it either.
	 */
	isProven?: boolean;
}

/** A part of an accepted request that the provider refused. */
export interface RefusedPart {
	/** What happened, as a sentence without a period. */
	message: string;
	findBy: FindBy;
}

export type RequestOptions = DeclarativeRestApiSettings.HttpRequestOptions;

/** What is sent: a request and its payload. */
export interface Prepared<T = unknown> {
	request: RequestOptions;
	payload: T;
	/** The user's deduplication key, by which the send is made once. */
	deduplicationKey?: string;
	/** The account that it is sent from, if it has such a key. */
	account?: Account;
}

/** The account that a node works with, for comparison with that of another time. */
export interface Account {
	/**
	 * Digest of the server, and of the account as the provider identifies it; otherwise of the credential that holds
	 * it.
	 */
	id: string;
	/** Digest of the secret that opens it, if nothing else identifies it. */
	secret?: string;
	/** Digest of the server and of the secret that opened it when it was read. */
	loginDigest: string;
}

/** A page of a list. */
export interface ListPage {
	/** The body of the answer. */
	body: unknown;
	/** Its headers, by names in lower case. */
	headers: IDataObject;
	/** The items from the answer. */
	items: INodeExecutionData[];
}

/** How a provider returns a list page by page. */
export interface Pagination<T = unknown> {
	/**
	 * The request for the page after another; undefined if there is none. A page without anything new is always the
	 * last one.
	 * @param before the items of all earlier pages
	 */
	next?: (
		request: RequestOptions,
		page: ListPage,
		before: INodeExecutionData[],
	) => RequestOptions | undefined;
	/**
	 * Replaces `next` if more than the previous page decides which one comes next: yields each request, and receives
	 * its page; returns whether items may have moved meanwhile to a page that it had already read.
	 * @param take takes the items of a page, in the order of the output, and returns whether more are wanted
	 */
	walk?: (
		request: RequestOptions,
		take: (page: ListPage) => boolean,
	) => Generator<RequestOptions, boolean, ListPage>;
	/** How many items the list has, if its answers say so: if it becomes shorter while it is read, some may be missed. */
	total?: (page: ListPage) => number | undefined;
	/** In place of `next`, if each answer contains the cursor of the next page. */
	cursor?: Cursor;
	/** How many items are wanted, if the payload says so. Default: the user's choice (`returnAll`, `limit`). */
	limit?(payload: T): number;
	/** Whether the user wants an item of the list, if the provider can't filter by that. */
	filter?(item: INodeExecutionData, payload: T): boolean;
	/** The key of an item, so that one that moves to the next page is not counted twice. */
	key: (item: INodeExecutionData) => string;
}

/**
 * A list whose answers contain the cursor of the next page: a value in the body, or the URL in a Link header. A page
 * may be empty without being the last one. A cursor that comes a second time is an error, because the rest of the
 * list can't be read, and part of a list must not pass for all of it.
 */
export interface Cursor {
	/** The cursor in an answer; undefined or an empty text after the last page. */
	of(page: ListPage): string | undefined;
	/** The request for the page of a cursor. @param request the one for the page before */
	request(request: RequestOptions, cursor: string): RequestOptions;
}

/** How fast requests of one kind may leave. All limits apply together. */
export interface RateLimit {
	/** The most requests in flight at once, among all requests of the credential in flight. */
	inFlight: number;
	/** Has its own queue: it does not count among the credential's other requests, nor they here. */
	separateQueue?: boolean;
	/**
	 * The minimum time from one request's arrival at the provider to the next one's, in milliseconds, as far as it
	 * can be determined: from start to start, and more after a request that took longer than others.
	 */
	minInterval?: number;
	/**
	 * At most `requests` in any `milliseconds`, whenever they reach the provider between their start and their
	 * answer: a request counts from its start until so long after its answer.
	 */
	window?: { requests: number; milliseconds: number };
	/** The provider counts by IP address, so all credentials of this type share one limiter. */
	perIp?: boolean;
	/** The provider reports in each answer how many requests are left until when: see `RateLimitHeaders`. */
	followsHeaders?: boolean;
	/** It uses at most half of the quota in the provider's headers. */
	leavesHalf?: boolean;
}

/** How items share a request, if an API accepts many recipients in one and reports on each. */
export interface Batching<T = unknown> {
	/**
	 * What items must have in common to share a request, in addition to all of the request except its body: data that
	 * JSON can represent. undefined for an item that has to go alone.
	 */
	common(payload: T): unknown;
	/** The recipients of an item, each address in its normal form for comparisons. */
	recipients(payload: T): string[];
	/** The most recipients of a request. */
	maxRecipients(payload: T): number;
	/** The request for all of them, which is sent on behalf of the first. */
	join(items: Array<Prepared<T>>, first: IExecutePaginationFunctions): Prepared<T>;
	/** The outputs of each of the combined items: never none, and never those of another item. */
	split(outputs: INodeExecutionData[], payloads: T[]): INodeExecutionData[][];
}

/**
 * How to make several requests for each item: one after the other, and in an order over all items of the run, if each
 * changes what the others refer to.
 */
export interface Sequence<T> {
	steps(own: Prepared<T>): Array<Step<T>>;
	/**
	 * Makes sure that a step still refers to what the user meant: before each attempt, while it has the permit of its
	 * rate limit. What it reads has to be part of the item, or it would wait for that permit.
	 * @param made the keys of requests that were made before in the run, or may have been
	 */
	check?(this: IExecutePaginationFunctions, payload: T, made: string[]): Promise<void>;
}

/** One of the requests. */
export interface Step<T> extends Prepared<T> {
	/** Its key in the run: it is made once. */
	key: string;
	/** The highest priority goes first. */
	priority: number;
}

/** The format of a provider's errors, as data. */
export interface ErrorTable {
	/** The provider's name as its users know it. */
	service: string;
	/** Where its error bodies have a code and a message: the first place with text counts. */
	code: BodyPath[];
	message: BodyPath[];
	/** The provider's error code, or else the HTTP status -> how to fix it. */
	hints: Record<string, string>;
	/** The headers that report its rate limit, if they are not the usual ones. */
	rateLimitHeaders?: Partial<RateLimitHeaders>;
	/** Whether an answer with a success status is a refusal all the same. Default: `success: false`. */
	isRefusal?: (body: IDataObject) => boolean;
	/**
	 * The IDs in an answer, in all places where the provider gives those of what it accepted. If a refusal has some, it
	 * does not prove that nothing was accepted.
	 */
	acceptedIn?: (body: IDataObject) => unknown[];
	/** Whether a refusal says that something was accepted, though it may not name it. Default: if it names some. */
	hasAccepted?: (body: IDataObject) => boolean;
	/**
	 * Whether a success is an answer of the provider to what was asked, if all its answers show that. Others count as
	 * unreadable.
	 */
	isAnswerTo?: (body: unknown, asked: Asked) => boolean;
}

/** What an answer is compared with: the request that it came for. */
export type Asked = Pick<RequestOptions, 'url' | 'body' | 'qs'>;

/** The names of the headers that report a rate limit. */
export interface RateLimitHeaders {
	/** After how many seconds, or when (an HTTP date), a retry is allowed. Default: Retry-After. */
	retryAfter: string;
	/** How many requests are accepted in all, until then. Default: X-RateLimit-Limit. */
	limit: string;
	/** How many more requests are accepted. Default: X-RateLimit-Remaining. */
	remaining: string;
	/** Until when, in Unix seconds. Default: X-RateLimit-Reset. */
	reset: string;
}

/** The place of a value in a body: a dot path, or a function if no path leads to it. */
export type BodyPath = string | ((body: IDataObject) => unknown);
