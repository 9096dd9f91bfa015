import type { Fault } from '../../../../sandbox';
import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import {
	addressees,
	letterToEachItem,
	stampee,
	stampeeAccount,
	stampeeAccountWithCertificate,
} from '../../../../tools/providers/stampee/node';

const stage = setStage();

const account = () => ({ stampeeApi: stampeeAccount(stage.sandbox.stampee) });
const sendOne = (credentials: object = account(), parameters = {}) =>
	stage.engine.run(
		chain(start, stampee(['message', 'send'], { ...letterToEachItem, ...parameters })),
		{
			input: addressees(1),
			credentials: credentials as ReturnType<typeof account>,
		},
	);
const readCustomers = (parameters = {}) =>
	stage.engine.run(chain(start, stampee(['customer', 'getMany'], parameters)), {
		credentials: account(),
	});
const fail = (fault: Fault, times = 1) =>
	stage.sandbox.faults.add({ provider: 'stampee', times, fault });
const requests = () => stage.sandbox.journal.requests('stampee').length;

describe('a read', () => {
	it.each<[string, Fault]>([
		['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
		['502 with a page', { kind: 'status', status: 502, body: '<html>Bad Gateway</html>' }],
		['503', { kind: 'status', status: 503 }],
		['504', { kind: 'status', status: 504 }],
		['a reset', { kind: 'resetBefore' }],
		['an answer cut in the middle', { kind: 'truncate' }],
		['a closed port', { kind: 'refuse', forMs: 300 }],
	])('is repeated after %s', async (_, fault) => {
		fail(fault);
		const { status } = await readCustomers();
		expect(status).toBe('success');
	});

	it.each([400, 401, 403, 404, 409, 422, 500])('is not repeated after %s', async (code) => {
		fail({ kind: 'status', status: code });
		const { status, error } = await readCustomers();
		expect(status).toBe('error');
		expect(error?.httpCode).toBe(String(code));
		expect(requests()).toBe(1);
	});

	it('is made four times at most, with growing pauses', async () => {
		fail({ kind: 'status', status: 503 }, 99);
		const { status, error } = await readCustomers();
		expect(status).toBe('error');
		expect(error?.message).toContain('Stampee answered');
		const times = stage.sandbox.journal.requests('stampee').map(({ at }) => Date.parse(at));
		expect(times).toHaveLength(4);
		const pauses = times.slice(1).map((time, index) => time - times[index]);
		expect(pauses[0]).toBeGreaterThanOrEqual(450);
		expect(pauses[1]).toBeGreaterThanOrEqual(900);
		expect(pauses[2]).toBeGreaterThanOrEqual(1800);
	});
});

describe('a send', () => {
	it.each<[string, Fault]>([
		['429', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
		[
			'429 with a body that says no',
			{ kind: 'status', status: 429, headers: { 'retry-after': '0' }, body: { success: false } },
		],
		['a closed port', { kind: 'refuse', forMs: 300 }],
	])('is repeated after %s, for nothing can have been accepted', async (_, fault) => {
		fail(fault);
		const { status } = await sendOne();
		expect(status).toBe('success');
		expect(stage.sandbox.journal.accepted()).toHaveLength(1);
	});

	it('is repeated when the name of the host was not found, and says so in the end', async () => {
		const { error } = await sendOne({
			stampeeApi: { ...account().stampeeApi, baseUrl: 'http://stampee.invalid' },
		});
		expect(error?.message).toContain('Stampee could not be reached');
		expect(error?.description).toContain('Its name could not be resolved');
		expect(error?.context?.outcome).toBe('notSent');
	});

	it('is not sent over TLS to a server whose certificate is not trusted', async () => {
		const credential = stampeeAccountWithCertificate(stage.sandbox.stampee);
		const { error } = await sendOne({ stampeeApi: { ...credential, ca: '' } });
		expect(error?.message).toContain('Stampee could not be reached');
		expect(error?.description).toContain('certificate');
		expect(error?.context?.outcome).toBe('notSent');
		expect(requests()).toBe(0);
	});

	it.each<[string, Fault, RegExp]>([
		['500', { kind: 'status', status: 500 }, /HTTP status 500/],
		[
			'500 with a body that says no',
			{ kind: 'status', status: 500, body: { success: false } },
			/HTTP status 500/,
		],
		['502 with a page', { kind: 'status', status: 502, body: '<html></html>' }, /HTTP status 502/],
		['503', { kind: 'status', status: 503 }, /HTTP status 503/],
		['504', { kind: 'status', status: 504, accept: true }, /HTTP status 504/],
		['408', { kind: 'status', status: 408 }, /HTTP status 408/],
		['a reset before it was accepted', { kind: 'resetBefore' }, /connection broke/],
		['a reset after it was accepted', { kind: 'resetAfter' }, /connection broke/],
		['an answer cut in the middle', { kind: 'truncate' }, /connection broke/],
		['a success that is not JSON', { kind: 'notJson' }, /no answer that can be read/],
		...([302, 303] as const).map((status): [string, Fault, RegExp] => [
			`${status}, with which pages answer to what they have carried out`,
			{ kind: 'redirect', status, location: 'http://127.0.0.1:9/otherOrigin' },
			/no answer that can be read/,
		]),
	])('is never repeated after %s, and may have been sent', async (_, fault, words) => {
		fail(fault);
		const { status, error } = await sendOne();
		expect(status).toBe('error');
		expect(requests()).toBe(1);
		expect(error?.message).toMatch(/^May have been sent: Stampee .*\[item 0\]$/);
		expect(error?.message).toMatch(words);
		expect(error?.description).toContain('Customer reference: REF-0');
		expect(error?.description).toContain('Recipients: letter-0@example.org');
		expect(error?.context?.outcome).toBe('maybeSent');
	});

	it('may have been sent when no answer comes in time', async () => {
		fail({ kind: 'silence', accept: true });
		const { error } = await sendOne(undefined, { requestOptions: { timeout: 200 } });
		expect(error?.message).toContain('May have been sent');
		expect(requests()).toBe(1);
	});

	it.each<[string, Fault]>([
		['400', { kind: 'status', status: 400 }],
		['401', { kind: 'status', status: 401 }],
		['403', { kind: 'status', status: 403 }],
		['404', { kind: 'status', status: 404 }],
		['409', { kind: 'status', status: 409 }],
		['422', { kind: 'status', status: 422 }],
		['a success that says success: false', { kind: 'successFalse' }],
		...([301, 307, 308] as const).map((status): [string, Fault] => [
			`${status}`,
			{ kind: 'redirect', status, location: 'http://127.0.0.1:9/otherOrigin' },
		]),
	])('is refused by %s, and made once', async (_, fault) => {
		fail(fault);
		const { error } = await sendOne();
		expect(error?.message).toMatch(/^Refused: Stampee answered: /);
		expect(error?.context?.outcome).toBe('refused');
		expect(requests()).toBe(1);
	});
});
