import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parse } from 'node:querystring';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate } from 'node:zlib';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	jsonParse,
	NodeHelpers,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type IWebhookData,
	type Workflow,
} from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import { CredentialsHelper, type StoredCredentials } from './credentialsHelper';
import type { Installation } from './installation';
import { withIsolate } from './olderEngines';
import { toWorkflow, type WorkflowJson } from './workflowJson';

export interface ListenOptions {
	credentials: StoredCredentials;
	/** `webhook` (the default) is the production URL of the active workflow, `manual` is the test URL. */
	mode?: 'webhook' | 'manual';
	/**
	 * The workflow's static data in the database, modified in place. Listeners that share it stand for processes of one
	 * n8n instance, or for one before and after a restart.
	 */
	staticData?: IDataObject;
	/** Starts the workflow. An exception from it is a failure of n8n itself. */
	start?: (items: INodeExecutionData[]) => void;
}

/** A workflow's webhook, served at its own URL. */
export interface Listener {
	/** The URL that the editor shows, on 127.0.0.1. */
	url: string;
	/** The items that the workflow was started with, in order. */
	started: INodeExecutionData[];
	/** Failures of the node itself, which n8n answers with a 500 and shows as failed executions. */
	failures: Error[];
	stop(): Promise<void>;
}

/** n8n's default body size limit (N8N_PAYLOAD_SIZE_MAX), in bytes. */
const PAYLOAD_SIZE_MAX = 16 * 1024 * 1024;

/** An error response of n8n's server itself. */
class Refused extends Error {
	constructor(
		readonly status: number,
		message: string,
	) {
		super(message);
	}
}

type Request = IncomingMessage & {
	rawBody?: Buffer;
	body?: unknown;
	params?: object;
	query?: object;
};

const decoders: Record<string, (request: IncomingMessage) => Readable> = {
	gzip: (request) => request.pipe(createGunzip()),
	deflate: (request) => request.pipe(createInflate()),
};

/** Like n8n's `body-parser`, keeping the raw body. */
async function readBody(request: Request): Promise<void> {
	const [contentType] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
	if (contentType.startsWith('multipart/')) return;
	const decode = decoders[request.headers['content-encoding'] ?? ''];
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of decode ? decode(request) : request) {
		size += (chunk as Buffer).length;
		if (size > PAYLOAD_SIZE_MAX) throw new Refused(413, 'request entity too large');
		chunks.push(chunk as Buffer);
	}
	request.rawBody = Buffer.concat(chunks);
	const text = request.rawBody.toString();
	if (text === '') return;
	try {
		if (contentType === 'application/json') request.body = jsonParse(text);
		else if (contentType === 'application/x-www-form-urlencoded') request.body = parse(text);
		else if (contentType === 'text/plain') request.body = text;
	} catch {
		throw new Refused(422, 'Failed to parse request body');
	}
}

function findWebhook(workflow: Workflow): {
	node: INode;
	webhook: IWebhookData['webhookDescription'];
} {
	for (const node of Object.values(workflow.nodes)) {
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const [webhook] = description.webhooks ?? [];
		if (webhook && !node.disabled) return { node, webhook };
	}
	throw new Error('The workflow has no trigger with a webhook');
}

/**
 * Serves the webhook of a workflow's trigger over HTTP like n8n's server (`live-webhooks` and `webhook-helpers` of its
 * CLI): each request gets a workflow object with the saved static data, which is saved again after the workflow has
 * started and before the response is sent.
 * @throws what the trigger throws when it is registered; n8n then does not activate its workflow
 */
export async function listen(
	{ nodeTypes, credentialTypes }: Installation,
	json: WorkflowJson,
	{ credentials, mode = 'webhook', staticData = {}, start = () => {} }: ListenOptions,
): Promise<Listener> {
	const started: INodeExecutionData[] = [];
	const failures: Error[] = [];
	const load = () => JSON.parse(JSON.stringify(staticData)) as IDataObject;
	const { node: template, webhook } = findWebhook(toWorkflow(json, nodeTypes, load()));
	const path = `/${NodeHelpers.getNodeWebhookPath(json.id ?? 'workflow', template, webhook.path)}`;

	function prepare(workflow: Workflow) {
		const { node } = findWebhook(workflow);
		const helper = new CredentialsHelper(credentialTypes, credentials);
		const additionalData = createAdditionalData(mode, workflow.id, helper);
		const data: IWebhookData = {
			httpMethod: 'POST',
			node: node.name,
			path,
			webhookDescription: webhook,
			workflowId: workflow.id,
			workflowExecuteAdditionalData: additionalData,
		};
		const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { node, type, additionalData, data };
	}

	/** n8n registers a webhook when its workflow is activated or listens for a test event. */
	async function register(workflow: Workflow) {
		const { node, type, additionalData, data } = prepare(workflow);
		const context = new HookContext(workflow, node, additionalData, mode, 'activate', data);
		const methods = type.webhookMethods?.default;
		await withIsolate(workflow, async () => {
			if (!(await methods?.checkExists.call(context))) await methods?.create.call(context);
		});
	}

	async function run(workflow: Workflow, request: Request, response: ServerResponse) {
		const { node, type, additionalData, data } = prepare(workflow);
		Object.assign(additionalData, { httpRequest: request, httpResponse: response });
		const context = new WebhookContext(workflow, node, additionalData, mode, data, [], null);
		return await withIsolate(workflow, async () => await type.webhook!.call(context));
	}

	async function serve(request: Request, response: ServerResponse): Promise<void> {
		if (request.method !== 'POST' || request.url !== path) throw new Refused(404, 'not registered');
		await readBody(request);
		Object.assign(request, { params: {}, query: {} });
		const workflow = toWorkflow(json, nodeTypes, load());
		const result = await run(workflow, request, response).catch((error: Error) => {
			failures.push(error);
			throw new Refused(500, 'Workflow could not be started!');
		});
		const items = result.workflowData?.[0];
		if (items) start(items);
		if (mode === 'webhook')
			Object.assign(staticData, JSON.parse(JSON.stringify(workflow.staticData)));
		if (items) started.push(...items);
		if (result.noWebhookResponse) return;
		const message = items ? 'Workflow was started' : 'Webhook call received';
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(JSON.stringify(result.webhookResponse ?? { message }));
	}

	await register(toWorkflow(json, nodeTypes, load()));
	const server = createServer((request: Request, response) => {
		serve(request, response).catch((error: Error) => {
			const status = error instanceof Refused ? error.status : 500;
			response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
			response.end(JSON.stringify({ code: 0, message: error.message }));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${path}`,
		started,
		failures,
		stop: async () => {
			server.closeAllConnections();
			await new Promise((done) => server.close(done));
		},
	};
}
