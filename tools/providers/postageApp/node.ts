import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { PostageAppSandbox } from '../../../sandbox/postageApp';
import type { INodeJson } from '../../engine/engine';

/** A PostageApp node for one operation; `node` overrides fields other than the parameters. */
export const postageApp = (
	[resource, operation]: [string, string],
	parameters: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'PostageApp',
	type: 'n8n-nodes-certified-mail.postageApp',
	typeVersion: 1,
	credentials: { postageAppApi: { id: '1', name: 'PostageApp account' } },
	...node,
	parameters: { resource, operation, ...parameters },
});

/** A receipt to the person that each input item names by its `email`. */
export const mailToEachItem: INodeParameters = {
	recipients: '={{ $json.email }}',
	from: 'Shop <shop@example.org>',
	subject: 'Your receipt',
	textPlain: '=Thank you for order {{ $json.order }}',
};

/** Input items for `mailToEachItem`: customer-0@example.org with order 0, and so on. */
export const customers = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { email: `customer-${index}@example.org`, order: index },
	}));

/** A credential for the sandbox with both keys. */
export const postageAppAccount = ({
	url,
	projectKey,
	accountKey,
}: PostageAppSandbox): ICredentialDataDecryptedObject => ({
	projectApiKey: projectKey,
	accountApiKey: accountKey,
	environment: 'custom',
	baseUrl: url,
});
