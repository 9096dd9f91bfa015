import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteSingleFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { BoundedMap } from './bounded';
import { digest } from './digest';
import type { Account, AccountSource, Policy } from './policy';
import { Cancelled } from './rateLimit/retry';
import { read, type Read } from './request';
import { ProviderError } from './response/providerError';

type Context = IExecuteSingleFunctions | IPollFunctions;

/** How the account of a provider is known, and how the provider is asked for it. */
export type Asked = Pick<Policy, 'errors' | 'rateLimit'> & { account: AccountSource };

/** Whether a trigger still wants to know it, and that it goes first. */
type Limits = Pick<Read, 'isCancelled' | 'isUrgent'>;

/** How many accounts are remembered that a provider was asked for. */
const MOST_REMEMBERED = 1_000;

/** What providers have said, by the secret that was asked with: one question for each process is enough. */
const told = new BoundedMap<string, Promise<string | undefined>>(MOST_REMEMBERED);

/**
 * The account behind the credential of a node. It stays the same when a token is renewed or replaced, and is
 * another one when the credential is changed to that of somebody else.
 * @throws whatever keeps the provider from saying whose it is; Cancelled if that is not wanted any more
 */
export async function accountOf(
	context: Context,
	policy: Asked,
	limits: Limits = {},
): Promise<Account> {
	const { account } = policy;
	const credential = await credentialOf(context, account);
	const { host } = new URL(account.host(credential));
	const opening = openingOf(account, credential);
	const name = account.name?.(credential) || (await answered(context, policy, opening, limits));
	if (name) return { id: digest(host, name), opening };
	const { id } = context.getNode().credentials?.[account.credential] ?? {};
	const secret = digest(account.secret(credential)).slice(0, 16);
	return { id: digest(host, id), secret, opening };
}

const openingOf = (source: AccountSource, credential: ICredentialDataDecryptedObject) =>
	digest(source.host(credential), source.secret(credential));

/** Whether a credential opens an account as it was opened when it was looked at: n8n reads it anew for each request. */
export const opens =
	(source: AccountSource, { opening }: Account) =>
	(credential: ICredentialDataDecryptedObject): boolean =>
		openingOf(source, credential) === opening;

const credentialOf = async (context: Context, { credential }: AccountSource) =>
	await context.getCredentials<ICredentialDataDecryptedObject>(credential);

/** What the provider says, asked for once by all who want to know. */
async function answered(
	context: Context,
	policy: Asked,
	opening: string,
	limits: Limits,
): Promise<string | undefined> {
	const key = digest(policy.account.credential, opening);
	const before = told.get(key);
	const answer = before ?? ask(context, policy, limits);
	told.set(key, answer);
	return await answer.catch(async (error) => {
		if (told.get(key) === answer) told.delete(key);
		// Whoever had asked did not want the answer any more.
		if (!before || !(error instanceof Cancelled)) throw error;
		return await answered(context, policy, opening, limits);
	});
}

async function ask(context: Context, policy: Asked, limits: Limits): Promise<string | undefined> {
	const { credential, name, question } = policy.account;
	if (!question) return undefined;
	const { request, nameIn } = question;
	const answer = await read(context, { policy, credential, request, ...limits }).catch((error) => {
		// Whoever is only to log in has done so, whatever the answer.
		if (nameIn || !(error instanceof ProviderError)) throw error;
	});
	if (!nameIn) return name?.(await credentialOf(context, policy.account));
	const named = nameIn(answer?.body);
	if (named !== '') return named;
	// To take it for nobody's would make another account of it.
	throw new NodeOperationError(
		context.getNode(),
		`${policy.errors.service} does not say whose account the credential is for`,
		{ description: 'Try again. Without it, nobody knows whose messages these are.' },
	);
}
