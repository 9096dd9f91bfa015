import type { ICredentialType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';

/** By credential type. */
const DOCUMENTED = Object.fromEntries(
	PROVIDERS.flatMap(({ credentials }) => Object.entries(credentials)).flatMap(([type, { test }]) =>
		test ? [[type, test]] : [],
	),
);

const types = packageJson.n8n.credentials
	.map((file) => instanceFrom<ICredentialType>(file))
	.filter(({ test }) => test);

it('Each test of a credential is held to a page', () => {
	expect(Object.keys(DOCUMENTED).sort()).toEqual(types.map(({ name }) => name).sort());
});

describe.each(types.map((type) => [type.name, type] as const))(
	'The test of %s',
	(name, { test }) => {
		const { call, refusals } = DOCUMENTED[name];
		const { method = 'GET', url = '', qs } = test!.request;
		const query = qs ? `?${new URLSearchParams(qs as Record<string, string>).toString()}` : '';

		it('makes a call that the page documents', () => {
			expect(`${method} ${url}${query}`).toBe(call);
		});

		it('says of a refusal that the page does not document that it does not', () => {
			for (const { properties } of test!.rules ?? []) {
				const status = Number(properties.value);
				if (!refusals.includes(status))
					expect(properties.message).toContain('does not document why');
			}
		});
	},
);
