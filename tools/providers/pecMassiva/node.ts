import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { PecMassivaSandbox } from '../../../sandbox/pecMassiva';
import type { INodeJson } from '../../engine/engine';

let accounts = 0;

/**
 * A different credential each time: the rate limit of sends applies per credential, and a test should not wait for the
 * previous one.
 */
const anotherAccount = () => ({
	pecMassivaApi: { id: `pec-massiva-${++accounts}`, name: 'PEC Massiva account' },
});

/** A PEC Massiva node for one operation; `node` overrides fields other than the parameters. */
export const pecMassiva = (
	[resource, operation]: [string, string],
	parameters: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'PEC Massiva',
	type: 'n8n-nodes-certified-mail.pecMassiva',
	typeVersion: 1,
	credentials: anotherAccount(),
	...node,
	parameters: { resource, operation, ...parameters },
});

export const pecMassivaTrigger = (parameters: INodeParameters = {}): INodeJson => ({
	name: 'PEC Massiva Trigger',
	type: 'n8n-nodes-certified-mail.pecMassivaTrigger',
	typeVersion: 1,
	credentials: anotherAccount(),
	parameters,
});

/** A message to the recipient that each input item names by its `email`. */
export const messageToEachItem: INodeParameters = {
	recipient: '={{ $json.email }}',
	subject: '={{ $json.subject }}',
	body: 'Buongiorno',
};

/** Input items for `messageToEachItem`. */
export const recipients = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { email: `office-${index}@example.org`, subject: `Avviso ${index}` },
	}));

/** A credential for the sandbox with a token from the user. */
export const pecMassivaAccount = ({
	url,
	username,
	password,
	token,
}: PecMassivaSandbox): ICredentialDataDecryptedObject => ({
	environment: 'custom',
	baseUrl: url,
	username,
	password,
	authorization: 'token',
	token,
});

/** A credential for the sandbox that obtains its token itself. */
export const pecMassivaAccountWithKey = (
	sandbox: PecMassivaSandbox,
): ICredentialDataDecryptedObject => ({
	...pecMassivaAccount(sandbox),
	authorization: 'apiKey',
	token: '',
	oauthUrl: sandbox.oauthUrl,
	email: sandbox.email,
	apiKey: sandbox.apiKey,
	oauthVersion: 'v2',
});
