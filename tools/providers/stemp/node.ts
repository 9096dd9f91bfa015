import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { StempSandbox } from '../../../sandbox/stemp';
import type { INodeJson } from '../../engine/engine';

const credentials = { stempApi: { id: '1', name: 'Stemp account' } };

/** A stemp node for one operation; `node` overrides fields other than the parameters. */
export const stemp = (
	[resource, operation]: [string, string],
	parameters: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'stemp',
	type: 'n8n-nodes-certified-mail.stemp',
	typeVersion: 1,
	credentials,
	...node,
	parameters: { resource, operation, ...parameters },
});

/** A stemp polling trigger. */
export const stempTrigger = (event: string, parameters: INodeParameters = {}): INodeJson => ({
	name: 'stemp Trigger',
	type: 'n8n-nodes-certified-mail.stempTrigger',
	typeVersion: 1,
	credentials,
	parameters: { event, ...parameters },
});

/** A recipient by the ID that stemp or the app has assigned. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });
export const byExternalId = (value: string) => ({ __rl: true, mode: 'externalId', value });

/** An email to the user that each input item names by its `user`. */
export const mailToEachItem: INodeParameters = {
	to: byId('={{ $json.user }}'),
	subject: '={{ $json.subject }}',
	bodyFormat: 'html',
	body: '<p>Hello</p>',
	category: 'transactional',
};

let born = 0;

/** Input items for `mailToEachItem`, each for a user who has not received anything yet: reader+1@example.org, ... */
export const readers = ({ users }: StempSandbox, count: number, name = 'reader') =>
	Array.from({ length: count }, (_, index) => ({
		json: {
			user: users.add({ email: `${name}+${++born}@example.org` }).id,
			subject: `Subject ${index}`,
		},
	}));

/** A credential for the sandbox that renews its token, with its own installation. */
export const stempAccount = (sandbox: StempSandbox): ICredentialDataDecryptedObject => ({
	authentication: 'refreshToken',
	refreshToken: sandbox.newRefreshToken(),
	environment: 'custom',
	baseUrl: sandbox.url,
});

/** A credential for the sandbox that is valid as long as its access token. */
export const stempAccountWithAccessToken = ({
	url,
	accessToken,
}: StempSandbox): ICredentialDataDecryptedObject => ({
	authentication: 'accessToken',
	accessToken,
	environment: 'custom',
	baseUrl: url,
});
