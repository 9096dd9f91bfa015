import {
	updateDisplayOptions,
	type IDataObject,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import { referenceHint } from '../../../shared/descriptions';
import { sha256 } from '../../../shared/digest';
import type { ToItems } from '../../../shared/dispatch/routing';
import { asBase64, assertNotReordered, attachedFiles } from '../../../shared/files';
import { isPdf } from '../../../shared/files/download';
import { asAnswered, filled, idOf, objectsIn, textOf } from '../../../shared/json';
import { DoubtfulAnswer } from '../../../shared/outcome/acceptedIds';
import { badInput } from '../../../shared/parameters/badInput';
import { distinctEntries } from '../../../shared/parameters/distinctEntries';
import { sameAddress } from '../../../shared/parameters/email';
import { formOrJson, listFrom, type ListParameters } from '../../../shared/parameters/formOrJson';
import { ofKind } from '../../../shared/parameters/kind';
import { choiceIn, lineIn } from '../../../shared/parameters/parameter';
import type { Candidate, Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { contentOf } from '../../api';
import { withSignatureDelivery } from '../../delivery';
import { detailOf, entriesSince, PAUSES } from '../../lookup';
import { readingByUuid, sending } from '../../policies';
import { learnZone, momentOf } from '../../zone';

/** A signer, in the API's format for several. */
interface Signer {
	name: string;
	email: string;
	/** With country code; for the validation by SMS. */
	phone?: string;
}

/** A signature request that is about to be sent. */
interface SentRequest {
	signers: Signer[];
	document_name: string;
	/** SHA-256 of the document, in hexadecimal. */
	hash: string;
}

/** "Up to 5" (API page, example with several signers). */
const MAX_SIGNERS = 5;

/** "PDF, max 10MB" (API page). It is not documented whether before or after Base64 encoding. */
const LARGEST_DOCUMENT = 10 * 1024 * 1024;

const parameters: ListParameters = {
	label: 'Signers',
	choice: 'specifySigners',
	form: ['signers', 'signer'],
	json: 'signersJson',
	example:
		'[{ "name": "Claire Martin", "email": "claire@example.org", "phone": "+33600000000" }, { "name": "Paul Roy", "email": "paul@example.org" }]',
};

/** Validates an item's signers and document and creates their request. */
export const prepareSignatureRequest: Prepare<SentRequest> = async function (request) {
	const given = listFrom(this, parameters).map((signer, index) =>
		checked(this, signer, `Signer ${index + 1}`),
	);
	const signers = distinctEntries(this, given, 'Signer');
	if (signers.length > MAX_SIGNERS) {
		throw badInput(
			this,
			`There are ${signers.length} signers, and a request takes ${MAX_SIGNERS}`,
			'Send several requests.',
		);
	}
	const { document, fileName } = await documentFrom(this);
	const document_name = lineIn(this, 'documentName') || fileName;
	assertNotReordered(this, document_name, 'Document Name');
	const body = {
		...(signers.length > 1 ? { signers } : single(signers[0])),
		document,
		document_name,
		language: choiceIn(this, 'language', 'en'),
	};
	const hash = sha256(Buffer.from(document, 'base64'));
	return { request: { ...request, body }, payload: { signers, document_name, hash } };
};

/** The page documents single fields for one signer, and a list only in its examples. */
const single = ({ name, email, phone }: Signer) =>
	filled({ signer_name: name, signer_email: email, signer_phone: phone });

function checked(context: IExecuteSingleFunctions, given: IDataObject, position: string): Signer {
	const [name, email, phone] = [given.name, given.email, given.phone].map(textOf);
	if (name === '') throw badInput(context, `${position} has no name`, 'Enter the full name.');
	if (email === '') {
		throw badInput(
			context,
			`${position} (${name}) has no email address`,
			'Enter an address such as claire@example.org: the request to sign goes there.',
		);
	}
	return { name, email, ...(phone && { phone }) };
}

async function documentFrom(
	context: IExecuteSingleFunctions,
): Promise<{ document: string; fileName: string }> {
	const files = await attachedFiles(context, 'document', { label: 'Document', isRequired: true });
	if (files.length !== 1) {
		throw badInput(
			context,
			`The parameter 'Document' names ${files.length} files, and a request takes one`,
			'Enter the name of the input field that holds the PDF.',
		);
	}
	const [file] = files;
	if (file.size > LARGEST_DOCUMENT) {
		throw badInput(
			context,
			`The document is larger than 10 MB: ${file.name} has ${(file.size / 1e6).toFixed(1)} MB`,
			'Make the PDF smaller.',
		);
	}
	const document = await asBase64(context, file);
	const head = Buffer.from(document.slice(0, 2048), 'base64');
	// A signed envelope (.p7m) or a page also has one in it.
	if (isPdf(head) && /^[\s\u00ef\u00bb\u00bf]*%PDF-/.test(head.toString('latin1'))) {
		return { document, fileName: file.name };
	}
	throw badInput(context, `The document is not a PDF: ${file.name}`, 'LegallyMail takes PDF only.');
}

export const requestingSignatures: Policy<SentRequest> = {
	...sending,
	pastTense: 'requested',
	acceptedIds: (outputs) => outputs.map(({ json }) => asAnswered(json.uuid)),
	findBy: ({ signers, document_name }) => ({
		Signers: signers.map(({ email }) => email).join(', '),
		Document: document_name,
	}),
	lookup: {
		// In "Lease B-17.pdf", B-17 is a separate word.
		comparedText: ({ document_name }) => document_name.replace(/\.pdf$/i, ''),
		// A document is recognized by its SHA-256.
		hasOwnProof: true,
		pauses: () => PAUSES,
		async search({ signers, document_name, hash }, sentAt, earlier) {
			const entries = await entriesSince(this, '/api/signatures', sentAt, earlier);
			const named = entries.filter(({ entry }) => entry.document_name === document_name);
			const found: Candidate[] = [];
			for (const { entry, isSince } of named) {
				const { uuid } = entry;
				const request = { uuid };
				const { detail, moment } = await detailOf(this, readingByUuid, '/api/signature', request);
				const signature = withSignatureDelivery(detail, moment);
				if (addressesIn(signature) !== joined(signers.map(({ email }) => email))) continue;
				const itsHash = textOf(signature.document_hash).toLowerCase();
				if (SHA_256.test(itsHash) && itsHash !== hash) continue;
				found.push({
					id: textOf(uuid),
					status: textOf(signature.status),
					outputs: [{ json: signature }],
					// If it may be hours old, only a reference proves that it is this one.
					isProven: itsHash === hash && (isSince || undefined),
				});
			}
			return found;
		},
	},
};

/** Other values prove nothing: it is not documented how LegallyMail computes its hashes. */
const SHA_256 = /^[\da-f]{64}$/;

/** The addresses of all signers, in their normal form. */
const joined = (emails: unknown[]) =>
	emails
		.map((email) => textOf(email).toLowerCase())
		.sort()
		.join();

/** The addresses of the signers in a list. */
const listedIn = ({ signers }: IDataObject) =>
	objectsIn(signers).map((signer) => signer.signer_email ?? signer.email);

/** A request to one signer may have no list of them. */
function addressesIn(signature: IDataObject): string {
	const listed = listedIn(signature);
	return joined(listed.length > 0 ? listed : [signature.signer_email]);
}

/**
 * An answer that lists signers has to list all of them. Whether their addresses come back as they were sent is not
 * documented, so a list of others says nothing.
 * @throws DoubtfulAnswer if some are missing: the request may have been accepted or not
 */
function assertWhole(signature: IDataObject, status: number, { signers }: SentRequest): void {
	const normal = (emails: unknown[]) => emails.map(textOf).filter(Boolean).map(sameAddress);
	const asked = normal(signers.map(({ email }) => email));
	const listed = normal(listedIn(signature));
	const missing = asked.filter((each) => !listed.includes(each));
	if (missing.length === 0 || missing.length === asked.length) return;
	throw new DoubtfulAnswer(
		[idOf(signature.uuid)].filter(Boolean),
		status,
		`names other signers than ${missing.join(', ')}, under the UUID ${textOf(signature.uuid)}`,
	);
}

/** The accepted request, with all its signers. */
export const toSignature: ToItems<SentRequest> = async function (
	items,
	{ headers, statusCode },
	sent,
) {
	const signature = contentOf(items[0].json);
	assertWhole(signature, statusCode, sent);
	await learnZone(this, signature.created_at, headers);
	const told = objectsIn(signature.signers);
	// The answer names the first one at most.
	const signers = told.length > 0 ? told : sent.signers.map(signerOutput);
	return [
		{ json: withSignatureDelivery({ ...signature, signers }, await momentOf(this, headers)) },
	];
};

/** A signer in the format of Signature: Get, without a status. */
const signerOutput = ({ name, email, phone }: Signer): IDataObject => ({
	signer_name: name,
	signer_email: email,
	signer_phone: phone ?? null,
});

export const requestFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['signature'], operation: ['request'] } },
	[
		{
			displayName: 'Language',
			name: 'language',
			type: 'options',
			options: [
				{ name: 'English', value: 'en' },
				{ name: 'French', value: 'fr' },
				{ name: 'Italian', value: 'it' },
				{ name: 'Spanish', value: 'es' },
			],
			default: 'en',
			description:
				'The language in which LegallyMail writes to the signers, and of the page on which they sign',
		},
		...formOrJson(parameters, 'Who has to sign, one to five', [
			ofKind('line', {
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. Claire Martin',
				description: 'Full name of the signer',
			}),
			ofKind('email', {
				displayName: 'Email',
				name: 'email',
				type: 'string',
				placeholder: 'name@email.com',
				default: '',
				description: 'Where the signer receives the request',
			}),
			ofKind('phone', {
				displayName: 'Phone',
				name: 'phone',
				type: 'string',
				default: '',
				placeholder: 'e.g. +33600000000',
				description: 'Phone of the signer with country code, for the validation by SMS',
			}),
		]),
		ofKind('files', {
			displayName: 'Document',
			name: 'document',
			type: 'string',
			default: 'data',
			required: true,
			placeholder: 'e.g. data',
			hint: 'The name of the input binary field that holds the PDF',
			description: 'The PDF to sign, at most 10 MB',
		}),
		ofKind('line', {
			displayName: 'Document Name',
			name: 'documentName',
			type: 'string',
			default: '',
			placeholder: 'e.g. Contract.pdf',
			hint: `Leave empty to use the name of the file. ${referenceHint}.`,
			description: 'The file name that the signer sees',
		}),
	],
);
