import type { ICredentialTestRequest, ICredentialType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { valueAt } from '../../tools/engine/credentialTest';
import { setStage } from '../../tools/engine/stage';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';

/** The documented tests, by credential type. */
const DOCUMENTED = Object.fromEntries(
	PROVIDERS.flatMap(({ credentials }) => Object.entries(credentials)).flatMap(([type, { test }]) =>
		test ? [[type, test]] : [],
	),
);

/** The message for statuses that are not specific to a provider. */
const ANY_SERVERS = /answered with HTTP status \d{3}\./;

type Rule = NonNullable<ICredentialTestRequest['rules']>[number];

const ofStatus = ({ type }: Rule) => type === 'responseCode';
const statusOf = ({ properties }: Rule) => Number(properties.value);
const ofSuccess = ({ type }: Rule) => type === 'responseSuccessBody';
const ofAnyServer = (rule: Rule) => ofStatus(rule) && ANY_SERVERS.test(rule.properties.message);

const PAGE = '<!DOCTYPE html><html><title>Log in</title></html>';

/** Successes that no API sends: a description, and the body. */
const NO_ANSWERS: Array<[what: string, body: unknown]> = [
	['a web page', PAGE],
	['a web page after a blank line', `\r\n\r\n${PAGE}`],
	['XML', `<?xml version="1.0"?><error/>`],
	['nothing', ''],
	['a text', 'OK'],
	['a text in JSON', '"Log in first"'],
	['a number', '0'],
	['true', 'true'],
	['null', 'null'],
];

/** The same in the format of an API: undocumented bodies, and what each API may send with a false success. */
const OTHER_APIS: Array<[what: string, body: unknown]> = [
	['an empty object', {}],
	['another JSON', { message: 'Log in first' }],
	['no success', { success: false, message: 'Log in first' }],
];

const types = packageJson.n8n.credentials
	.map((file) => instanceFrom<ICredentialType>(file))
	.filter(({ test }) => test);

it('Each test of a credential is held to a page', () => {
	expect(Object.keys(DOCUMENTED).sort()).toEqual(types.map(({ name }) => name).sort());
});

describe.each(types.map((type) => [type.name, type] as const))(
	'The test of %s',
	(name, { test }) => {
		const { call, refusals, answer } = DOCUMENTED[name];
		const { method = 'GET', url = '', qs } = test!.request;
		const query = qs ? `?${new URLSearchParams(qs as Record<string, string>).toString()}` : '';

		it('makes a call that the page documents', () => {
			expect(`${method} ${url}${query}`).toBe(call);
		});

		it('says of a refusal that the page does not document that it does not', () => {
			for (const rule of test!.rules!.filter(ofStatus).filter((each) => !ofAnyServer(each))) {
				if (!refusals.includes(statusOf(rule)))
					expect(rule.properties.message).toContain('does not document why');
			}
		});

		it('says itself what a refusal means that the page documents', () => {
			const own = test!.rules!.filter((rule) => ofStatus(rule) && !ofAnyServer(rule)).map(statusOf);
			expect(refusals.filter((status) => !own.includes(status))).toEqual([]);
		});

		it('asks of a success what the documented one has, or does not read it', () => {
			const wanted = test!
				.rules!.filter(ofSuccess)
				.flatMap(({ properties }) =>
					properties.value === undefined && 'key' in properties ? [properties.key] : [],
				);
			if (answer === undefined) expect([wanted, test!.request.encoding]).toEqual([[], 'text']);
			else expect(wanted.filter((key) => valueAt(answer, key) !== undefined)).toEqual(wanted);
			expect(wanted.length > 0).toBe(answer !== undefined);
		});
	},
);

const stage = setStage();

describe.each(PROVIDERS)('The test of a credential of $title', (provider) => {
	const { credential: type, name, account, credentials } = provider;
	const { test } = types.find((each) => each.name === type)!;
	const run = () => stage.engine.testCredential(type, account(stage.sandbox));

	/** Tests with an existing token, so that only the test's own call gets the answer. */
	async function runWith(answers: Array<{ status: number; body: unknown }>) {
		provider.sandboxSettings.liftLimits?.(stage.sandbox);
		expect(await run()).toMatchObject({ status: 'OK' });
		stage.sandbox.journal.clear();
		expect(await run()).toMatchObject({ status: 'OK' });
		// A token may have to be requested first.
		const skip = stage.sandbox.journal.requests(name).length - 1;
		const said = [];
		for (const answer of answers) {
			const fault = { kind: 'status' as const, ...answer };
			stage.sandbox.faults.add({ provider: name, skip, times: 9, fault });
			said.push(await run());
			await stage.sandbox.faults.clear();
		}
		return said;
	}

	it('says what any answer means, in the words of the nodes', async () => {
		const shared = test!.rules!.filter(ofAnyServer).map(({ properties }) => properties);
		expect(shared.length).toBeGreaterThan(20);
		expect(await runWith(shared.map(({ value }) => ({ status: Number(value), body: {} })))).toEqual(
			shared.map(({ message }) => ({ status: 'Error', message })),
		);
	});

	it.each(NO_ANSWERS)('takes %s for no success, and says what to do', async (_, body) => {
		expect(await runWith([{ status: 200, body }])).toEqual([
			{ status: 'Error', message: expect.stringMatching(/may be a web page.*check/) as string },
		]);
	});

	it('takes a success without a body for none', async () => {
		expect(await runWith([{ status: 204, body: '' }])).toMatchObject([{ status: 'Error' }]);
	});

	it.each(OTHER_APIS)(
		'takes %s for no success, as far as success is documented',
		async (_, body) => {
			const isDocumented = credentials[type].test!.answer !== undefined;
			expect(await runWith([{ status: 200, body }])).toEqual([
				isDocumented
					? { status: 'Error', message: expect.stringMatching(/check|run an operation/) as string }
					: { status: 'OK', message: expect.any(String) as string },
			]);
		},
	);

	it('takes any list for a success where it is not documented, also an empty one', async () => {
		const isDocumented = credentials[type].test!.answer !== undefined;
		const lists = isDocumented ? [] : [[], [{}], { any: [] }];
		const said = await runWith(lists.map((body) => ({ status: 200, body })));
		expect(said.filter(({ status }) => status !== 'OK')).toEqual([]);
	});
});
