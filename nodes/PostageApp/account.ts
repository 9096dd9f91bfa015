import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isObject, textOf } from '../shared/json';
import { CredentialFault } from '../shared/parameters/credentialFault';
import { optionalToken, token } from '../shared/parameters/token';
import type { AccountSource } from '../shared/policy';
import { dataOf, hostOf } from './api';

/** The credential type that all of PostageApp's requests use. */
export const POSTAGEAPP_CREDENTIAL = 'postageAppApi';

type Credential = ICredentialDataDecryptedObject;

const projectKeyOf = ({ projectApiKey }: Credential) => token(projectApiKey, 'Project API Key');

function accountKeyOf({ accountApiKey }: Credential): string {
	const key = optionalToken(accountApiKey, 'Account API Key');
	if (key !== '') return key;
	throw new CredentialFault(
		"The credential has no account API key, which all methods on projects and mailboxes take: the field 'Account API Key' is empty",
		'Enter it in the credential of this node. PostageApp shows it on the page of the account.',
	);
}

/**
 * Methods that change the account: "create projects, and setup mailboxes" (the API page), by the words in their
 * names.
 */
const OF_ACCOUNT = /(^|_)(accounts?|projects?|mailbox(es)?)(_|$)/;

/** Methods that return the project of a key, and its account. */
const OF_PROJECT = ['get_project_info', 'get_account_info'];

/** Whether a method takes the account's key: by its name, because PostageApp has more methods than it documents. */
const takesAccountKey = (method: string) => OF_ACCOUNT.test(method) && !OF_PROJECT.includes(method);

/**
 * The key that a method takes, without characters that were pasted along with it.
 * @throws CredentialFault if the credential does not have it
 */
export const keyFor = (method: string, credential: Credential) =>
	takesAccountKey(method) ? accountKeyOf(credential) : projectKeyOf(credential);

/** The project of a key: its address stays the same when it is renamed. */
export const project: AccountSource = {
	credential: POSTAGEAPP_CREDENTIAL,
	host: hostOf,
	identification: {
		request: { method: 'POST', url: '/v.1.1/get_project_info' },
		nameIn: (body) => {
			const { project: told } = dataOf(body);
			return isObject(told) ? textOf(told.url) || textOf(told.name) : '';
		},
	},
	secret: projectKeyOf,
};

/** PostageApp documents no method that identifies the account of a key. */
export const account: AccountSource = {
	credential: POSTAGEAPP_CREDENTIAL,
	host: hostOf,
	secret: accountKeyOf,
};
