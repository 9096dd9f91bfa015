import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type IN8nHttpFullResponse,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';

import { outputField } from '../../../shared/descriptions';
import type { ToItems } from '../../../shared/dispatch/routing';
import { isPdf } from '../../../shared/files/download';
import { idOf, isObject, objectsIn, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { choiceIn, fieldNameIn } from '../../../shared/parameters/parameter';
import { pathSegment } from '../../../shared/parameters/pathSegment';
import type { Prepare } from '../../../shared/run/job';
import { STAMPEE_CREDENTIAL } from '../../account';
import { hostOf, isSameId } from '../../api';
import { evidenceFile, evidenceLink, targetOf, type Evidence } from '../../evidence';
import { messageOf } from './messageId';
import { MESSAGE_STATUSES } from './statuses';

const ALL = 'all';

/** The proofs that an item requests: those of a message, of one type or all. */
interface EvidenceQuery {
	id: string;
	type: string;
	/** The path of the request. */
	path: string;
}

/** The message's list of proofs, or one proof by its type. The latter may be a file, so it is read as bytes. */
export const prepareEvidence: Prepare<EvidenceQuery> = async function (request) {
	const { id, url } = messageOf(this);
	const type = choiceIn(this, 'evidenceType');
	if (type === ALL) return { request: { ...request, url }, payload: { id, type, path: url } };
	const path = `${url}/evidences/${pathSegment(this, type, 'Evidence Type')}`;
	const one = { ...request, url: path, encoding: 'arraybuffer' as const };
	return { request: one, payload: { id, type, path } };
};

/**
 * Stampee's page does not show the answer to a request for a single evidence. All plausible forms are understood:
 * JSON with a link, a redirect to the document, and the document itself.
 */
export const toEvidence: ToItems<EvidenceQuery> = async function (_items, response, asked, check) {
	const { id, type, path } = asked;
	const host = hostOf(await this.getCredentials(STAMPEE_CREDENTIAL));
	const from = new URL(path, host).href;
	const found = type === ALL ? listed(response, id, check) : [single(response, asked, from, check)];
	if (choiceIn(this, 'output', 'file') === 'link') {
		return found.map((evidence) => asLink(this, evidence));
	}
	const field = fieldNameIn(this, 'binaryPropertyName');
	const files: INodeExecutionData[] = [];
	for (const evidence of found) files.push(await evidenceFile(this, evidence, field));
	return files;
};

function listed(
	response: IN8nHttpFullResponse,
	id: string,
	check: (response: IN8nHttpFullResponse) => unknown,
): Evidence[] {
	const { body } = response;
	// What is not the message has no evidence of it, which must not look like a message that has none yet.
	const isMessage = response.statusCode >= 300 || (isObject(body) && isSameId(body.id, id));
	check(isMessage ? response : { ...response, body: undefined });
	const { evidences, status, ...more } = body as IDataObject;
	delete more.id;
	return objectsIn(evidences).map(({ eventType, url, ...told }) => ({
		id,
		eventType: textOf(eventType),
		url: textOf(url),
		status: textOf(status),
		more: { ...more, ...told },
	}));
}

function single(
	response: IN8nHttpFullResponse,
	{ id, type: eventType }: EvidenceQuery,
	from: string,
	check: (response: IN8nHttpFullResponse) => unknown,
): Evidence & { content?: Buffer } {
	const { statusCode, headers } = response;
	const content = Buffer.from(response.body as Buffer);
	const location = headers.location;
	const target = targetOf(textOf(location), from);
	if (statusCode >= 300 && statusCode < 400 && target !== '') {
		return { id, eventType, url: target };
	}
	if (statusCode < 300 && isPdf(content)) return { id, eventType, content };
	const json = asJson(content);
	const url = json && isOf(json, id, eventType) ? linkIn(json, eventType) : '';
	// A success without a link counts as a failure: there is nothing to download.
	const body = statusCode < 300 && url === '' ? undefined : json;
	check({ ...response, body });
	return { id, eventType, url };
}

/** The form of a message's ID. An evidence may have an ID of its own. */
const MESSAGE_ID = /^\d{12}$/;

/** Whether what an answer says of its message and its type is what was asked for. */
function isOf(json: IDataObject, id: string, eventType: string): boolean {
	const isOfMessage = [json, ...Object.values(json).filter(isObject)].every((told) => {
		const isMessage = Array.isArray(told.evidences) || MESSAGE_ID.test(idOf(told.id));
		const ids = [told.messageId, told.message_id, isMessage ? told.id : ''];
		return ids.every((each) => idOf(each) === '' || isSameId(each, id));
	});
	return isOfMessage && ['', eventType].includes(textOf(json.eventType).toUpperCase());
}

/**
 * The link in an answer, possibly inside a field such as `data`. If there are several, the one to the requested
 * evidence; empty if it is unclear which one that is.
 */
function linkIn(json: IDataObject, eventType: string): string {
	const own = textOf(json.url);
	if (own !== '') return own;
	const members = Object.values(json).flatMap((value) =>
		isObject(value) ? [value] : objectsIn(value),
	);
	const fitting = members.filter((each) => [eventType, ''].includes(textOf(each.eventType)));
	const links = new Set(fitting.map(({ url }) => textOf(url)).filter(Boolean));
	return links.size === 1 ? [...links][0] : '';
}

function asJson(content: Buffer): IDataObject | undefined {
	try {
		const value: unknown = JSON.parse(content.toString('utf8'));
		return isObject(value) ? value : undefined;
	} catch {
		return undefined;
	}
}

function asLink(
	context: IExecuteSingleFunctions,
	evidence: Evidence & { content?: Buffer },
): INodeExecutionData {
	if (evidence.url) return evidenceLink(evidence);
	throw badInput(context, 'Stampee gave the document itself and no link', "Set 'Output' to File.");
}

export const getEvidenceFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['getEvidence'] } },
	[
		{
			displayName: 'Evidence Type',
			name: 'evidenceType',
			type: 'options',
			options: [
				{ name: 'All Available', value: ALL, description: 'One item for each' },
				...MESSAGE_STATUSES,
			],
			default: ALL,
			description: 'What the document proves',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'The PDF in a binary field' },
				{
					name: 'Link',
					value: 'link',
					description: 'A link to the PDF that is valid for 24 hours',
				},
			],
			default: 'file',
		},
		{ ...outputField, required: true, displayOptions: { show: { output: ['file'] } } },
	],
);
