import { isTo } from './answer';

it.each([
	['GET /letters', 'GET /letters', true],
	['GET /letters/p-1', 'GET /letters/:id', true],
	['GET /receipts/p-1.pdf', 'GET /receipts/:file', true],
	['GET /api/a/b/c', 'GET /api/:one/b/:two', true],
	['GET /letters/p-1/receipt', 'GET /letters/:id', false],
	['POST /letters', 'GET /letters', false],
	['GET /emailxjson', 'GET /email.json', false],
])('%s is to %s: %s', (request, route, isSo) => {
	expect(isTo(request)(route)).toBe(isSo);
});
