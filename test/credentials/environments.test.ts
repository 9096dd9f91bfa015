import type { IAuthenticate, ICredentialDataDecryptedObject, ICredentialType } from 'n8n-workflow';
import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';

const types = packageJson.n8n.credentials
	.map((file) => instanceFrom<ICredentialType>(file))
	.filter(({ properties }) => properties.some(({ name }) => name === 'environment'));

const sign = async ({ authenticate }: ICredentialType, data: ICredentialDataDecryptedObject) =>
	await (authenticate as Extract<IAuthenticate, (...args: never[]) => unknown>)(data, {
		url: '/v1/probe',
		method: 'POST',
		body: {},
	});

it('There are credentials with an environment', () => expect(types).toHaveLength(5));

describe.each(types.map((type): [string, ICredentialType] => [type.name, type]))(
	'The credential %s',
	(_, type) => {
		it.each(['test', 'Sandbox ', '', '__proto__', undefined, null])(
			'signs nothing for the environment "%s", which it does not have, and names those that it has',
			async (environment) => {
				// An expression in a credential may return nothing.
				const data = { environment } as ICredentialDataDecryptedObject;
				await expect(sign(type, data)).rejects.toThrow(
					/environment in the credential is .* none of production, .*custom/,
				);
			},
		);
	},
);
