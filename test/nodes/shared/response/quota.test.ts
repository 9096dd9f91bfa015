import { notFollowed, quotaIn } from '../../../../nodes/shared/response/quota';

const table = { service: 'Courier', code: [], message: [], hints: {} };
const date = 'Sun, 01 Mar 2026 10:00:00 GMT';
const reset = String(Date.parse(date) / 1000 + 30);

it('The usual headers tell what is left, and until when', () => {
	const headers = { date, 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': reset };
	expect(quotaIn(headers, table)).toMatchObject({ left: 2, wait: 30_000 });
});

describe('A provider that has names of its own for them', () => {
	const rateLimitHeaders = { remaining: 'X-Quota-Left', reset: 'X-Quota-Until' };
	const own = { ...table, rateLimitHeaders };

	it('is read by those', () => {
		const headers = { date, 'x-quota-left': '0', 'x-quota-until': reset };
		expect(quotaIn(headers, own)).toMatchObject({ left: 0, wait: 30_000 });
	});

	it('is not read by the usual ones', () => {
		const headers = { date, 'x-ratelimit-remaining': '2', 'x-ratelimit-reset': reset };
		expect(quotaIn(headers, own)).toBeUndefined();
	});

	it('is named with them where they make no sense', () => {
		const quota = quotaIn({ date, 'x-quota-left': '0', 'x-quota-until': 'soon' }, own);
		expect(quota && notFollowed(quota)).toContain("its X-Quota-Until is 'soon'");
	});
});
