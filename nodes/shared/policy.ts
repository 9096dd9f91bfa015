import type {
	DeclarativeRestApiSettings,
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecutePaginationFunctions,
	IHttpRequestOptions,
	INodeExecutionData,
} from 'n8n-workflow';

/**
 * What an operation is, for dispatch to know what it may do with it.
 * T is what a request of it is about, in the operation's own terms.
 */
export interface Policy<T = undefined> {
	/**
	 * `read`: asking twice changes nothing.
	 * `send`: the provider may act on each request it gets (a letter goes out, a customer is mailed),
	 * so a request of unknown outcome is never repeated.
	 * `idempotentSend`: a send that carries a key by which the provider knows it again and acts on it only
	 * once, so it may be repeated whatever became of it. The key must be part of the request.
	 */
	kind: 'read' | 'send' | 'idempotentSend';
	/** What the provider does on a send, as its failures name it. Default: "sent". */
	pastTense?: string;
	rateLimit: RateLimit;
	errors: ErrorTable;
	/** How it is known whose account a send goes out of. An operation that takes a deduplication key has one. */
	account?: AccountSource;
	/**
	 * How long the provider surely knows an idempotent send by its key, in milliseconds: an older one is not sent
	 * again unasked.
	 */
	keyLife?: number;
	/** Success may come without a body (204). */
	mayBeEmpty?: boolean;
	/** How the following pages of a list are asked for. */
	pagination?: Pagination<T>;
	/** The ids of what the provider accepted, found in the items made of its answer. */
	acceptedIds?(outputs: INodeExecutionData[]): string[];
	/**
	 * Why an item made of an accepted answer is a failure all the same: the provider took the request and
	 * refused a part of it. It is never sent again.
	 */
	refusedPart?(output: INodeExecutionData): RefusedPart | undefined;
	/** Whether the provider says that it had a send already, and took no other. */
	isRepeat?(output: INodeExecutionData): boolean;
	/** The fields of an output that is given out again, where the provider's own words tell that it was sent before. */
	repeated?(json: IDataObject): IDataObject;
	/**
	 * What helps a person to find a send of unknown outcome at the provider.
	 * @param own what the item wants sent
	 * @param sent what left, which other items may have shared
	 */
	findBy?(own: T, sent: T): FindBy;
	/** How the provider is asked for a send whose answer was lost, if it can be asked. */
	lookup?: Lookup<T>;
	/** What makes it safe to run an item again whose outcome is unknown, as a sentence. */
	safeAgain?: string;
	/** How items share a request, if the provider takes many recipients in one and tells them apart. */
	batching?: Batching<T>;
	/** How an item is carried out that stands for several requests. */
	sequence?: Sequence<T>;
}

/** How it is known whose account a credential opens, which may be changed to another one. */
export interface AccountSource {
	/** The credential type. */
	credential: string;
	/** The URL of the provider's server. */
	host(credential: ICredentialDataDecryptedObject): string;
	/** Whose it is, where the credential itself says so. */
	name?: (credential: ICredentialDataDecryptedObject) => string;
	/** What the provider is asked where the credential does not say so, or not yet. */
	question?: {
		request: IHttpRequestOptions;
		/** Whose it is, as the answer has it. Without it the credential says so once it has logged in. */
		nameIn?: (body: unknown) => string;
	};
	/** What opens the account. Where nobody says whose it is, another one may open another account. */
	secret(credential: ICredentialDataDecryptedObject): string;
}

/** What helps a person to find a send of unknown outcome at the provider: label -> value. */
export type FindBy = Record<string, string>;

/** What the looks of one lookup leave to each other. */
export interface EarlierLooks {
	/** The IDs of all that they have shown; undefined for the first look. */
	shown?: Set<unknown>;
}

/** A moment of this process. */
export interface Instant {
	/** Milliseconds by the monotonic clock. */
	ticks: number;
}

/**
 * How a provider is asked for a send whose answer was lost. A list proves what it shows, never that there is
 * nothing more: providers accept late and list later.
 */
export interface Lookup<T = unknown> {
	/**
	 * Asks once.
	 * @param sentAt when it left, or since when it may have
	 * @param earlier what the looks before have found, for this one to add to
	 * @returns all that looks like what was sent and may have come of it; an error counts as nothing
	 */
	look(
		this: IExecutePaginationFunctions,
		sent: T,
		sentAt: Instant,
		earlier: EarlierLooks,
	): Promise<Candidate[]>;
	/**
	 * What of a send is compared, and people write their own reference into, such as its subject. Where the
	 * deduplication key stands in it, a match is the message with this key.
	 */
	comparedText?(sent: T): string;
	/** Whether a candidate can be proven by what the provider tells of it, without a reference. */
	bringsProof?: boolean;
	/** Milliseconds before each look, for what was sent may show some time later. Default: one look, at once. */
	pauses?(context: IExecutePaginationFunctions, sent: T): Iterable<number>;
}

/** What a provider has that may be what was sent. */
export interface Candidate {
	/** The provider's, for people. */
	id: string;
	/** In the provider's words. */
	status?: string;
	/** The items that the lost answer would have given. */
	outputs: INodeExecutionData[];
	/**
	 * Whether its content was compared, or a key of ours by which the provider knows it. false if something is not
	 * known that may tell it from another: then a reference does not prove it either.
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

/** What leaves: a request, and what it is about. */
export interface Prepared<T = unknown> {
	request: RequestOptions;
	payload: T;
	/** The user's, by which the send is made once. */
	deduplicationKey?: string;
	/** Whose account it goes out of, where it has such a key. */
	account?: Account;
}

/** Whose account a node works with, to be compared with that of another time. */
export interface Account {
	/** Digest of where it is, and of whose it is as the provider says; else of which credential it is in. */
	id: string;
	/** Digest of the secret that opens it, where nothing else tells whose it is. */
	secret?: string;
	/** Digest of where it is and of the secret that opened it when it was looked at. */
	opening: string;
}

/** A page of a list. */
export interface ListPage {
	/** What the answer held. */
	body: unknown;
	/** The items that were made of it. */
	items: INodeExecutionData[];
}

/** How a provider gives out a list page by page. */
export interface Pagination<T = unknown> {
	/**
	 * The request for the page after another; undefined when there is none. A page that brought nothing new is
	 * the last one in any case.
	 * @param before the items of all earlier pages
	 */
	next?: (
		request: RequestOptions,
		page: ListPage,
		before: INodeExecutionData[],
	) => RequestOptions | undefined;
	/**
	 * In place of `next`, where more than the page before decides which one comes next: yields each request,
	 * and is given its page.
	 * @param take takes the items of a page, in the order of the output, and says whether more are wanted
	 */
	walk?: (
		request: RequestOptions,
		take: (page: ListPage) => boolean,
	) => Generator<RequestOptions, unknown, ListPage>;
	/** How many items are wanted, where the payload tells it. Default: what the user chose (`returnAll`, `limit`). */
	limit?(payload: T): number;
	/** Whether an item is what the user wants of the list, where the provider can't filter by it. */
	filter?(item: INodeExecutionData, payload: T): boolean;
	/** What an item is known by, so that one that slides onto the next page is not counted twice. */
	key: (item: INodeExecutionData) => string;
}

/** How fast requests of one kind may leave. All limits hold together. */
export interface RateLimit {
	/** Most requests in flight at once, counted over all that the credential has in flight. */
	inFlight: number;
	/** Has a queue of its own: it is not counted among the credential's other requests, nor they here. */
	separateQueue?: boolean;
	/**
	 * Least time from one request's arrival at the provider to the next one's, in milliseconds, as far as
	 * that can be told: from start to start, and more after a request that took longer than others.
	 */
	minInterval?: number;
	/**
	 * At most `requests` in any `milliseconds`, whenever they reach the provider between their start and
	 * their answer: one counts from its start until so long after its answer.
	 */
	window?: { requests: number; milliseconds: number };
	/** The provider counts by IP address, so all credentials of this type share one limiter. */
	perIp?: boolean;
	/** The provider says in X-RateLimit-Remaining and -Reset (Unix seconds) how many may come until when. */
	followsHeaders?: boolean;
}

/** How items share a request, where an API takes many recipients in one and answers for each. */
export interface Batching<T = unknown> {
	/**
	 * What items must have in common to share a request, beside all of the request but its body: data that
	 * JSON can hold. undefined for an item that has to go alone.
	 */
	common(payload: T): unknown;
	/** Whom an item goes to, each address written in the one way by which it is known again. */
	recipients(payload: T): string[];
	/** The most recipients of a request. */
	maxRecipients(payload: T): number;
	/** The request for all of them, which leaves in the name of the first. */
	join(items: Array<Prepared<T>>, first: IExecutePaginationFunctions): Prepared<T>;
	/** What each of the joined items gets of the outputs: never nothing, and nothing of another's. */
	split(outputs: INodeExecutionData[], payloads: T[]): INodeExecutionData[][];
}

/**
 * How several requests for each item are made: one after the other, and in an order over all items of the run,
 * where each changes what the others are about.
 */
export interface Sequence<T> {
	steps(own: Prepared<T>): Array<Step<T>>;
	/**
	 * Makes sure, when its turn has come, that a step still is about what its user meant.
	 * @param made the keys of what was made before in the run, or may have been
	 */
	check?(this: IExecutePaginationFunctions, payload: T, made: string[]): Promise<void>;
}

/** One of the requests. */
export interface Step<T> extends Prepared<T> {
	/** What it is known by in the run: it is made once. */
	key: string;
	/** The highest goes first. */
	rank: number;
}

/** A provider's way to say no, as data. */
export interface ErrorTable {
	/** The provider's name as its users know it. */
	service: string;
	/** Where its error bodies hold a code and a message: the first place that holds text counts. */
	code: Place[];
	message: Place[];
	/** The provider's error code, or else the HTTP status -> how to fix it. */
	hints: Record<string, string>;
	/** Whether an answer with a status of success says no all the same. Default: `success: false`. */
	saysNo?: (body: IDataObject) => boolean;
}

/** Where something is said in a body: a dot path, or what reads it where no path leads to it. */
export type Place = string | ((body: IDataObject) => unknown);
