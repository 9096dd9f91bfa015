import { startSandbox, type Duration, type Sandbox } from '../../../sandbox';
import { Reseller } from '../../../tools/providers/stampee/caller';

let sandbox: Sandbox;
let reseller: Reseller;

beforeAll(async () => {
	sandbox = await startSandbox();
	reseller = new Reseller(sandbox);
});
afterAll(() => sandbox.stop());

const almost: Record<string, Duration> = {
	'15 days': { days: 14, hours: 23, minutes: 59 },
	'a day': { hours: 23, minutes: 59 },
	minutes: { seconds: 1 },
};

describe('A message is SENT at once, and then', () => {
	it.each([
		['LS', 'anyone', 'minutes', 'RECEIVED'],
		['LRE', 'anyone', 'minutes', 'ACCEPTED'],
		['LS', 'open', 'minutes', 'RECEIVED'],
		['LRE', 'accept', 'minutes', 'ACCEPTED'],
		['LRE', 'refuse', 'minutes', 'REFUSED'],
		['LRE', 'refuse+42', 'minutes', 'REFUSED'],
		['LRE', 'Refuse', 'minutes', 'REFUSED'],
		['LS', 'bounce', 'minutes', 'UNDELIVERED'],
		['LRE', 'bounce', 'minutes', 'UNDELIVERED'],
		['LS', 'slow', 'a day', 'RECEIVED'],
		['LRE', 'slow', 'a day', 'ACCEPTED'],
		['LS', 'expire', '15 days', 'EXPIRED'],
		['LRE', 'expire', '15 days', 'EXPIRED'],
		['LRE', 'silent', '15 days', 'EXPIRED'],
	])('an %s to %s@ is, after %s, %s', async (type, name, delay, status) => {
		const id = await reseller.send(`${name}@example.org`, type);
		const atFirst = await reseller.message(id);
		sandbox.clock.advance(almost[delay]);
		const before = await reseller.message(id);
		sandbox.clock.advance({ minutes: 10 });
		const after = await reseller.message(id);
		sandbox.clock.advance({ days: 400 });
		const muchLater = await reseller.message(id);

		expect([atFirst, before, after, muchLater].map((message) => message.status)).toEqual([
			'SENT',
			'SENT',
			status,
			status,
		]);
		expect(after.evidences.map(({ eventType }) => eventType)).toEqual(['SENT', status]);
	});

	it('an LS to silent@ stays so', async () => {
		const id = await reseller.send('silent@example.org');
		sandbox.clock.advance({ days: 400 });

		expect((await reseller.message(id)).status).toBe('SENT');
	});
});

describe('A customer is PENDING at first, and then', () => {
	it.each([
		['accept', { minutes: 5 }, 'ACCEPTED'],
		['refuse', { minutes: 5 }, 'REFUSED'],
		['revoke', { minutes: 5 }, 'ACCEPTED'],
		['revoke', { days: 1 }, 'REVOKED'],
		['contact', { days: 400 }, 'PENDING'],
	])('%s@ is, after %j, %s', async (name, duration, state) => {
		const { id, state: atFirst } = await reseller.addCustomer(`${name}@example.org`);
		sandbox.clock.advance(duration);

		const now = (await reseller.customers()).find((customer) => customer.id === id);

		expect(atFirst).toBe('PENDING');
		expect(now?.state).toBe(state);
	});

	it('what it is told to be', async () => {
		const { id } = await reseller.addCustomer('accept@example.org');
		sandbox.stampee.customers.answer(id, 'CANCELLED');
		sandbox.clock.advance({ days: 1 });

		const cancelled = await reseller.customers('?state=CANCELLED');

		expect(cancelled.map((customer) => customer.id)).toEqual([id]);
	});

	it('unless there is no such customer', () => {
		expect(() => sandbox.stampee.customers.answer('nobody', 'ACCEPTED')).toThrow(RangeError);
	});
});
