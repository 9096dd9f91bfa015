import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { PecMassivaSandbox } from '../../../sandbox/pecMassiva';
import type { INodeJson } from '../../engine/engine';

let accounts = 0;

/**
 * A credential to name in a node, another one each time: the pace of sends is kept for each credential,
 * and no test should wait for the one before it.
 */
const anotherAccount = () => ({
	pecMassivaApi: { id: `pec-massiva-${++accounts}`, name: 'PEC Massiva account' },
});

/** A PEC Massiva node for one operation; `node` changes what the editor keeps beside the parameters. */
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

/** A credential for the sandbox with a token of the user's own. */
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

/** A credential for the sandbox that makes its token by itself. */
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
