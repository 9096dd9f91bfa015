import type {
	IBinaryKeyData,
	IDataObject,
	INodeParameters,
	INodeProperties,
	INodeType,
} from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { n8n } from '../../../../package.json';
import type { JournalRequest } from '../../../../sandbox/journal';
import { newMarker } from '../../../faults/cell';
import { operationsOf as rowsOf, partsOf, type Operation } from '../../../faults/operations';
import { PROVIDERS } from '../../../../tools/providers';
import { allFieldsIn, fillIn } from '../../../support/fields';
import { chain, start } from '../../../../tools/engine/chain';
import type { RunOptions, WorkflowJson } from '../../../../tools/engine/engine';
import {
	instanceFrom,
	operationsOf,
	type PublishedOperation,
} from '../../../../tools/engine/published';
import type { Stage } from '../../../../tools/engine/stage';

/** An operation that takes files, with its row in the fault matrix. */
export interface FileSend extends Operation {
	/** The path of the parameter that names the binary fields. */
	path: string[];
	/** The other fields of the list entry that contains it. */
	beside?: IDataObject;
	/** Its label in the form. */
	label: string;
	/** Nothing can be sent without a file. */
	isRequired: boolean;
	/** The names of its options. */
	options: string[];
}

/** A file for an item. */
export interface FileOf {
	content: string;
	fileName?: string;
	mimeType?: string;
}

/** The items, and what all executions with them have in common. */
export interface Setting {
	/** The names by which the items' recipients are distinguished. */
	markers: string[];
	workflow: WorkflowJson;
	/** The options of an execution, for which its files are stored separately. */
	options: (files: FileOf[]) => Promise<RunOptions>;
}

/** The content of a file. LegallyMail allows only PDFs to be signed. */
export const contentOf = (content: string) => Buffer.from(`%PDF-1.7 ${content}`);

function publishedAs({ provider, key }: Operation): PublishedOperation {
	const file = n8n.nodes.find((path) =>
		path.toLowerCase().endsWith(`/${provider.name}.node.js`.toLowerCase()),
	);
	const [resource, operation] = partsOf(key);
	return operationsOf(instanceFrom<INodeType>(file!).description).find(
		(each) => each.resource.value === resource && each.operation.value === operation,
	)!;
}

/** All operations that take files, according to their forms. */
export const FILE_SENDS: FileSend[] = PROVIDERS.flatMap(rowsOf).flatMap((operation) => {
	const { parameters } = publishedAs(operation);
	// In a read, such a field is for an output file.
	const found =
		operation.row.kind === 'read'
			? undefined
			: parameters.flatMap(allFieldsIn).find(({ kind }) => kind === 'files');
	const options = parameters
		.filter(({ name }) => name === 'options')
		.flatMap((collection) => collection.options as INodeProperties[])
		.map(({ name }) => name);
	if (!found) return [];
	const { path, label } = found;
	const isRequired = parameters.some(
		({ name, required = false }) => name === path.join('.') && required,
	);
	return [{ ...operation, path, label, isRequired, options }];
});

/** Each operation by its name. */
export const EACH_SEND = FILE_SENDS.map(
	(send) => [`${send.provider.title}, ${send.title}`, send] as const,
);

/** The operations that have an option. */
export const fileSendsWith = (option: string) =>
	EACH_SEND.filter(([, { options }]) => options.includes(option));

/** Sets up an operation for `count` items, each about someone else. */
export async function setUp(
	stage: Stage,
	{ provider, row, key, path }: FileSend,
	items: number,
	options: object,
): Promise<Setting> {
	const markers = Array.from({ length: items }, newMarker);
	const prepared =
		(await row.prepare?.(stage, markers)) ?? markers.map((marker) => ({ json: { marker } }));
	const { subject, bodyFormat } = row.parameters;
	const parameters = {
		...row.parameters,
		...(subject !== undefined && { subject: 'Notice' }),
		...(bodyFormat === 'html' && { body: '<img src="cid:data">' }),
		options: { ...(row.parameters.options as object), ...options },
	};
	fillIn(parameters, { path, shownBy: [] }, 'data');
	const credentials = { [provider.credential]: { id: markers[0], name: 'Account' } };
	const node = provider.node(partsOf(key), parameters, { name: 'Send', credentials });
	const account = (row.account ?? provider.account)(stage.sandbox);
	return {
		markers,
		workflow: { ...chain(start, { ...node, id: 'send' }), id: markers[0] },
		options: async (files) => ({
			credentials: { [provider.credential]: account },
			input: await Promise.all(
				prepared.map(async (item, index) => {
					const { content, fileName = 'a.pdf', mimeType = 'application/pdf' } = files[index];
					const file = { fileName, mimeType };
					const data = await stage.engine.binary(contentOf(content), file);
					return { ...item, binary: { data } };
				}),
			),
		}),
	};
}

/** How one item is sent. */
export interface Trial {
	/** The value of the parameter for files. `undefined` removes it from the workflow. */
	value: unknown;
	binary?: IBinaryKeyData;
	json?: IDataObject;
	/** The image that the HTML shows, if files are inline images; none if it is empty. */
	cid?: string;
	settings?: object;
	/** Options of the node. */
	options?: object;
}

/** Parameters that have to be filled in for another one to be used. */
const BESIDE: Record<string, INodeParameters> = {
	newAdditionalFields: {
		replaceMessage: true,
		newRecipients: 'a@example.org',
		newFrom: 'shop@example.org',
		newSubject: 'Notice',
		newTextPlain: 'Hello',
	},
};

/** Sends items to see what happens to their files. @returns the failure, and what reached the provider */
export async function attempt(stage: Stage, send: FileSend, trials: Trial[]) {
	const [{ value, cid = 'data', settings, options = {} }] = trials;
	const { workflow, options: optionsFor } = await setUp(stage, send, trials.length, options);
	const [trigger, { parameters = {}, ...node }] = workflow.nodes;
	const { documentName, ...others } = parameters as INodeParameters;
	const given: INodeParameters = {
		...others,
		...BESIDE[send.path[0]],
		...(others.bodyFormat === 'html' && {
			body: cid ? `<img src="cid:${cid}">` : '<p>Hello</p>',
		}),
		// A signature's document gets the name of its file.
		...(documentName !== undefined && { documentName: '' }),
	};
	delete given[send.path[0]];
	if (value !== undefined) fillIn(given, { path: send.path, shownBy: [] }, value as string);
	for (const [name, each] of Object.entries(send.beside ?? {})) {
		fillIn(given, { path: [...send.path.slice(0, -1), name], shownBy: [] }, each as string);
	}
	const { input = [], ...more } = await optionsFor(trials.map(() => ({ content: 'unused' })));
	const items = input.map(({ json }, index) => ({
		json: { ...json, ...trials[index].json },
		binary: trials[index].binary,
	}));
	stage.sandbox.journal.clear();
	const result = await stage.engine.run(
		{ ...workflow, settings, nodes: [trigger, { ...node, parameters: given }] },
		{ ...more, input: items },
	);
	return { error: result.error, items: result.items('Send'), requests: requestsOf(stage, send) };
}

/** The requests that carried an operation out. */
export const requestsOf = ({ sandbox }: Stage, { provider, row }: FileSend) =>
	sandbox.journal
		.requests(provider.name)
		.filter(({ method, path }) => `${method} ${path}` === row.on);

/** The content of a request, as one text. */
export const textOf = ({ body, files }: JournalRequest) => JSON.stringify([body, files]);

const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Whether the text of a request contains a file, as a part of a form or as Base64. */
export const holds = (text: string, content: string) =>
	[contentOf(content).toString('base64'), sha256(contentOf(content))].some((each) =>
		text.includes(each),
	);

/** Whether a request contains a file. */
export const has = (request: JournalRequest, content: string) => holds(textOf(request), content);
