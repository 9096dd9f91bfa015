import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { objectsIn, textOf } from '../../shared/json';
import { read } from '../../shared/request';
import { LEGALLY_MAIL_CREDENTIAL } from '../account';
import { entriesOf } from '../api';
import { listing } from '../policies';

/** The last emails, for the editor to choose from. */
export async function searchEmails(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, '/api/emails', filter, ({ tracking_id, subject, recipient }) => ({
		name: `${textOf(subject)} (${textOf(recipient)})`,
		value: textOf(tracking_id),
	}));
}

/** The last signature requests, for the editor to choose from. */
export async function searchSignatures(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await search(this, '/api/signatures', filter, (signature) => ({
		name: `${textOf(signature.document_name)} (${signersOf(signature)}): ${textOf(signature.status)}`,
		value: textOf(signature.uuid),
	}));
}

/** The signers, as far as the list names them: in the API page's sample, it names the first one. */
function signersOf({ signers, signer_name }: IDataObject): string {
	const names = objectsIn(signers).map((signer) => textOf(signer.signer_name ?? signer.name));
	return (names.length > 0 ? names : [textOf(signer_name)]).join(', ');
}

async function search(
	context: ILoadOptionsFunctions,
	url: string,
	filter: string,
	toChoice: (entry: IDataObject) => { name: string; value: string },
): Promise<INodeListSearchResult> {
	const { body } = await read(context, {
		policy: listing,
		credential: LEGALLY_MAIL_CREDENTIAL,
		request: { method: 'GET', url, qs: { limit: 25 } },
	});
	const wanted = filter.toLowerCase();
	const results = entriesOf(body)
		.map(toChoice)
		.filter(({ name }) => name.toLowerCase().includes(wanted));
	return { results };
}
