import type { INodeProperties, INodeType } from 'n8n-workflow';
import { n8n } from '../../../../package.json';
import { newMarker } from '../../../faults/cell';
import { operationsOf as rowsOf, partsOf, type Operation } from '../../../faults/operations';
import { PROVIDERS } from '../../../faults/providers';
import { chain, start } from '../../../support/chain';
import type { RunOptions, WorkflowJson } from '../../../support/engine';
import { instanceFrom, operationsOf, type PublishedOperation } from '../../../support/published';
import type { Stage } from '../../../support/stage';

/** An operation that takes files, with its row in the fault matrix. */
export interface FileSend extends Operation {
	/** The parameter that names the binary fields. */
	field: string;
	/** The names of its options. */
	options: string[];
}

/** A file for an item. */
export interface FileOf {
	content: string;
	fileName?: string;
	mimeType?: string;
}

/** What one item is about, and what all of its executions have in common. */
export interface Setting {
	/** What each item goes to somebody by. */
	markers: string[];
	workflow: WorkflowJson;
	/** What an execution runs with, its files stored for it alone. */
	options: (files: FileOf[]) => Promise<RunOptions>;
}

/** What stands in a file. LegallyMail lets nothing but PDFs be signed. */
export const contentOf = (content: string) => Buffer.from(`%PDF-1.7 ${content}`);

const namesFiles = ({ hint }: INodeProperties) => /binary fields?\b/.test(hint ?? '');

function publishedAs({ provider, key }: Operation): PublishedOperation {
	const file = n8n.nodes.find((path) =>
		path.toLowerCase().endsWith(`/${provider.node}.node.js`.toLowerCase()),
	);
	const [resource, operation] = partsOf(key);
	return operationsOf(instanceFrom<INodeType>(file!).description).find(
		(each) => each.resource.value === resource && each.operation.value === operation,
	)!;
}

/** All operations that take files, by what their forms say. */
export const FILE_SENDS: FileSend[] = PROVIDERS.flatMap(rowsOf).flatMap((operation) => {
	const { parameters } = publishedAs(operation);
	// A read gives out a file in such a field.
	const field = operation.row.kind === 'read' ? undefined : parameters.find(namesFiles)?.name;
	const options = parameters
		.filter(({ name }) => name === 'options')
		.flatMap((collection) => collection.options as INodeProperties[])
		.map(({ name }) => name);
	return field ? [{ ...operation, field, options }] : [];
});

/** The operations that have an option. */
export const fileSendsWith = (option: string) =>
	FILE_SENDS.filter(({ options }) => options.includes(option)).map(
		(send) => [`${send.provider.title}, ${send.title}`, send] as const,
	);

/** Sets up an operation for as many items as wanted, each about someone else. */
export async function setUp(
	stage: Stage,
	{ provider, row, key, field }: FileSend,
	items: number,
	options: object,
): Promise<Setting> {
	const markers = Array.from({ length: items }, newMarker);
	const prepared =
		(await row.prepare?.(stage, markers)) ?? markers.map((marker) => ({ json: { marker } }));
	const { subject, htmlBody } = row.parameters;
	const parameters = {
		...row.parameters,
		...(subject !== undefined && { subject: 'Notice' }),
		...(htmlBody !== undefined && { htmlBody: '<img src="cid:data">' }),
		[field]: 'data',
		options: { ...(row.parameters.options as object), ...options },
	};
	const credentials = { [provider.credential]: { id: markers[0], name: 'Account' } };
	const node = provider.build(partsOf(key), parameters, { name: 'Send', credentials });
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

/** The requests that carried an operation out. */
export const requestsOf = ({ sandbox }: Stage, { provider, row }: FileSend) =>
	sandbox.journal
		.requests(provider.server)
		.filter(({ method, path }) => `${method} ${path}` === row.on);
