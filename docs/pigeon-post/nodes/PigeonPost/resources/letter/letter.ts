import type { IDataObject, IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

import { idempotencyKey } from '../../../shared/deduplication/idempotencyKey';
import { hashedKey } from '../../../shared/deduplication/key';
import {
	assertSize,
	attachedFiles,
	contentHashesOf,
	StreamedForm,
	type AttachedFile,
} from '../../../shared/files';
import { filled } from '../../../shared/json';
import { lineIn } from '../../../shared/parameters/parameter';
import { requiredTextIn } from '../../../shared/parameters/required';
import type { Prepare } from '../../../shared/run/job';
import { letterItem } from '../../letters';
import { KEY_LIFE } from '../../policies';

/** What an item wants sent. */
export interface Letter {
	/** What Pigeon Post knows the send again by. */
	key: string;
	/** The text parts of the form. */
	fields: { loft: string; text: string; reference?: string };
	enclosures: AttachedFile[];
}

/** "Enclosures weigh at most 10 MB together" (its API page, Limits). */
const ENCLOSURE_LIMIT = { bytes: 10_000_000, label: '10 MB' };

/** Checks an item's letter and makes it a request. */
export const prepareLetter: Prepare<Letter> = async function (request, deduplicationKey) {
	const fields = {
		loft: requiredTextIn(this, 'loft', 'Loft').trim(),
		text: requiredTextIn(this, 'text', 'Text'),
		...filled({ reference: lineIn(this, 'reference') }),
	};
	const enclosures = await enclosuresOf(this);
	const key =
		deduplicationKey === undefined
			? idempotencyKey(this, { fields, enclosures }, KEY_LIFE)
			: hashedKey(this, deduplicationKey);
	const body = new StreamedForm();
	for (const [name, value] of Object.entries(fields)) body.append(name, value);
	for (const file of enclosures) body.append('enclosures', file);
	const headers = { ...request.headers, 'Idempotency-Key': key };
	return { request: { ...request, headers, body }, payload: { key, fields, enclosures } };
};

/** The files of an item, each with the hash by which letters are told apart. */
async function enclosuresOf(context: IExecuteSingleFunctions): Promise<AttachedFile[]> {
	const files = await attachedFiles(context, 'attachments');
	assertSize(context, files, ENCLOSURE_LIMIT);
	const contentHashes = await contentHashesOf(context, files);
	files.forEach((file, index) => (file.sha256 = contentHashes[index]));
	return files;
}

/** @param duplicate whether Pigeon Post had the letter already and released no second one */
export const sentItem = (letter: IDataObject, duplicate: boolean): INodeExecutionData => {
	const { id, delivery, ...more } = letterItem(letter).json;
	return { json: { id, delivery, duplicate, ...more } };
};
