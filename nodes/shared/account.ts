import {
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type IExecuteSingleFunctions,
	type IPollFunctions,
} from 'n8n-workflow';

import { BoundedMap } from './bounded';
import { digest } from './digest';
import { Cancelled } from './outcome/cancelled';
import type { Account, AccountSource, Policy } from './policy';
import { read, type Read } from './request';
import { ProviderError } from './response/providerError';

type Context = IExecuteSingleFunctions | IPollFunctions;

/** How the account of a provider is identified, and how the provider is asked for it. */
export type AccountPolicy = Pick<Policy, 'errors' | 'rateLimit'> & { account: AccountSource };

/** Whether a trigger still needs the account; its request goes first. */
type Limits = Pick<Read, 'isCancelled' | 'isUrgent'>;

/** The most accounts that are remembered after a provider was asked for them. */
const MAX_REMEMBERED = 1_000;

/** The providers' answers, by the secret that was used to ask: one request for each process is enough. */
const answers = new BoundedMap<string, Promise<string | undefined>>(MAX_REMEMBERED);

/**
 * The account behind the credential of a node. It stays the same when a token is renewed or replaced, and changes
 * when the credential is changed to somebody else's.
 * @throws whatever prevents the provider from identifying the account; Cancelled if it is no longer needed
 */
export async function accountOf(
	context: Context,
	policy: AccountPolicy,
	limits: Limits = {},
): Promise<Account> {
	const { account } = policy;
	const credential = await credentialOf(context, account);
	const { host } = new URL(account.host(credential));
	const loginDigest = loginDigestOf(account, credential);
	const name = account.name?.(credential) || (await askOnce(context, policy, loginDigest, limits));
	if (name) return { id: digest(host, name), loginDigest };
	const { id } = context.getNode().credentials?.[account.credential] ?? {};
	const secret = digest(account.secret(credential)).slice(0, 16);
	return { id: digest(host, id), secret, loginDigest };
}

const loginDigestOf = (source: AccountSource, credential: ICredentialDataDecryptedObject) =>
	digest(source.host(credential), source.secret(credential));

/** Whether a credential still opens the same account as before: n8n reads it again for each request. */
export const hasSameLogin =
	(source: AccountSource, { loginDigest }: Account) =>
	(credential: ICredentialDataDecryptedObject): boolean =>
		loginDigestOf(source, credential) === loginDigest;

const credentialOf = async (context: Context, { credential }: AccountSource) =>
	await context.getCredentials<ICredentialDataDecryptedObject>(credential);

/** The provider's answer, requested once for all callers. */
async function askOnce(
	context: Context,
	policy: AccountPolicy,
	loginDigest: string,
	limits: Limits,
): Promise<string | undefined> {
	const key = digest(policy.account.credential, loginDigest);
	const before = answers.get(key);
	const answer = before ?? ask(context, policy, limits);
	answers.set(key, answer);
	return await answer.catch(async (error) => {
		if (answers.get(key) === answer) answers.delete(key);
		// The caller that asked no longer wanted the answer.
		if (!before || !(error instanceof Cancelled)) throw error;
		return await askOnce(context, policy, loginDigest, limits);
	});
}

async function ask(
	context: Context,
	policy: AccountPolicy,
	limits: Limits,
): Promise<string | undefined> {
	const { credential, name, identification } = policy.account;
	if (!identification) return undefined;
	const { request, nameIn } = identification;
	const answer = await read(context, { policy, credential, request, ...limits }).catch((error) => {
		// A credential that only has to log in has done so, whatever the answer.
		if (nameIn || !(error instanceof ProviderError)) throw error;
	});
	if (!nameIn) return name?.(await credentialOf(context, policy.account));
	const named = nameIn(answer?.body);
	if (named !== '') return named;
	// Treating it as nobody's would make it a different account.
	throw new NodeOperationError(
		context.getNode(),
		`${policy.errors.service} does not say whose account the credential is for`,
		{ description: 'Try again. Without it, nobody knows whose messages these are.' },
	);
}
