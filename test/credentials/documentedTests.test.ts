import type { ICredentialType } from 'n8n-workflow';

import { credentialTestRules } from '../../nodes/shared/response/credentialTestRules';
import packageJson from '../../package.json';
import { setStage } from '../../tools/engine/stage';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';

/** By credential type. */
const DOCUMENTED = Object.fromEntries(
	PROVIDERS.flatMap(({ credentials }) => Object.entries(credentials)).flatMap(([type, { test }]) =>
		test ? [[type, test]] : [],
	),
);

/** Statuses that are no provider's own. */
const ANY_SERVERS = credentialTestRules('Any', {}).map(({ properties }) => properties.value);

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
				if (!ANY_SERVERS.includes(status) && !refusals.includes(status))
					expect(properties.message).toContain('does not document why');
			}
		});
	},
);

const stage = setStage();

describe.each(PROVIDERS)('The test of a credential of $title', (provider) => {
	it('says what any answer means, in the words of the nodes', async () => {
		const { credential: type, name, account, sandboxSettings } = provider;
		sandboxSettings.liftLimits?.(stage.sandbox);
		const { test } = types.find((each) => each.name === type)!;
		const run = () => stage.engine.testCredential(type, account(stage.sandbox));
		expect(await run()).toMatchObject({ status: 'OK' });
		stage.sandbox.journal.clear();
		expect(await run()).toMatchObject({ status: 'OK' });
		// A token may have to be asked for first.
		const skip = stage.sandbox.journal.requests(name).length - 1;
		expect(test!.rules!.length).toBeGreaterThan(ANY_SERVERS.length);
		const shared = test!.rules!.filter(({ properties }) =>
			ANY_SERVERS.includes(Number(properties.value)),
		);
		for (const { properties } of shared) {
			const fault = { kind: 'status' as const, status: Number(properties.value), body: {} };
			const rule = { provider: name, skip, times: 9, fault };
			const faults = stage.sandbox.faults;
			faults.add(rule);
			const said = await run();
			await faults.clear();
			expect(said).toEqual({ status: 'Error', message: properties.message });
		}
	});
});
