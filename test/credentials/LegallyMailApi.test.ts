import { chain, start } from '../../tools/engine/chain';
import { legallyMail, legallyMailAccount } from '../../tools/providers/legallyMail/node';
import { setStage } from '../../tools/engine/stage';

const stage = setStage();

beforeEach(() => {
	stage.sandbox.legallyMail.switches.rateLimit = null;
});

const account = (change = {}) => ({ ...legallyMailAccount(stage.sandbox.legallyMail), ...change });
const test = async (change = {}) =>
	await stage.engine.testCredential('legallyMailApi', account(change));

describe('The LegallyMail credential', () => {
	it('is tested by asking for the account', async () => {
		expect((await test()).status).toBe('OK');
		const [{ method, path, headers }] = stage.sandbox.journal.requests('legallyMail');
		expect([method, path]).toEqual(['GET', '/api/info']);
		expect(headers.authorization).toBe(`Bearer ${stage.sandbox.legallyMail.token}`);
	});

	it.each([
		['a wrong token', { token: 'wrong' }, 'LegallyMail does not accept this token'],
		['no base URL', { baseUrl: '' }, "The field 'Base URL' of the credential is empty"],
	])('says what is wrong with %s', async (_, change, message) => {
		const result = await test(change);
		expect(result.status).toBe('Error');
		expect(result.message).toContain(message);
	});

	it('takes a token that was pasted with its "Bearer", and spaces', async () => {
		const { token } = stage.sandbox.legallyMail;
		expect((await test({ token: ` Bearer ${token}\n` })).status).toBe('OK');
	});

	it('does not go along with a redirect to another host', async () => {
		stage.sandbox.faults.add({
			provider: 'legallyMail',
			fault: { kind: 'redirect', location: `${stage.sandbox.stampee.url}/customers` },
		});
		const { error } = await stage.engine.run(chain(start, legallyMail(['account', 'getInfo'])), {
			credentials: { legallyMailApi: account() },
		});
		expect(error?.message).toContain('a redirect to');
		expect(stage.sandbox.journal.requests('stampee')).toEqual([]);
	});
});
