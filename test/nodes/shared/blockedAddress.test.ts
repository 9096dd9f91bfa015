import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { chain, start } from '../../../tools/engine/chain';
import type { RunResult } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
} from '../../../tools/providers/stampee/node';
import { Reseller } from '../../../tools/providers/stampee/caller';

/** n8n's protection against server-side request forgery, which is off by default but enabled by some operators. */
const PROTECTION = {
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_ALLOWED_HOSTNAMES: 'localhost',
};

beforeAll(() => {
	Object.assign(process.env, PROTECTION);
});
afterAll(() => {
	for (const name of Object.keys(PROTECTION)) delete process.env[name];
});

const stage = setStage();

/** The sandbox at a local address that n8n blocks, or under the name that it allows. */
const account = (host: '127.0.0.1' | 'localhost'): ICredentialDataDecryptedObject => {
	const { stampee } = stage.sandbox;
	return { ...stampeeAccount(stampee), baseUrl: stampee.url.replace('127.0.0.1', host) };
};

const BLOCKED = 'The request was blocked because it resolves to a restricted IP address [item 0]';

/** The error has to name the address, and say who can do what. */
function expectBlocked({ status, error }: RunResult, firstWords = '') {
	expect([status, error?.message]).toEqual(['error', `${firstWords}${BLOCKED}`]);
	expect(error?.description).toContain('The target 127.0.0.1 is not allowed.');
	expect(error?.description).toContain('N8N_SSRF_ALLOWED_HOSTNAMES and N8N_SSRF_ALLOWED_IP_RANGES');
}

describe('where n8n blocks private addresses', () => {
	it('a send to one is not made, and says who can allow it', async () => {
		const result = await stage.engine.run(
			chain(start, stampee(['message', 'send'], letterToEachItem)),
			{ input: addressees(1), credentials: { stampeeApi: account('127.0.0.1') } },
		);

		expectBlocked(result, 'Not sent: ');
		expect(result.error?.context?.outcome).toBe('notSent');
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});

	it('a send to a host that is allowed goes out', async () => {
		const { status } = await stage.engine.run(
			chain(start, stampee(['message', 'send'], letterToEachItem)),
			{ input: addressees(1), credentials: { stampeeApi: account('localhost') } },
		);

		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('evidence behind a link to one is not fetched, and says who can allow it', async () => {
		const messageId = await new Reseller(stage.sandbox).send('open@example.org');
		stage.sandbox.clock.advance({ minutes: 10 });

		const result = await stage.engine.run(
			chain(start, stampee(['message', 'getEvidence'], { messageId })),
			{ credentials: { stampeeApi: account('localhost') } },
		);

		expectBlocked(result);
		expect(stage.sandbox.journal.requests('stampee-files')).toEqual([]);
	});

	it('a credential for one does not pass its test', async () => {
		const { status, message } = await stage.engine.testCredential(
			'stampeeApi',
			account('127.0.0.1'),
		);

		expect(status).toBe('Error');
		expect(message).toBe(BLOCKED.replace(' [item 0]', ''));
	});
});
