import type { INode } from 'n8n-workflow';
import { anyServersHint } from '../../../../nodes/shared/response/anyServer';
import { ProviderError } from '../../../../nodes/shared/response/providerError';

const node = { name: 'Node', type: 'test' } as INode;
const table = { service: 'Courier', code: ['code'], message: ['message'], hints: {} };

const descriptionOf = (status: number, body: unknown = {}) =>
	new ProviderError(node, { status, headers: {}, body }, table).description ?? '';

const STATUSES = Array.from({ length: 300 }, (_, at) => at + 300);

/** An instruction to a person. */
const TO_DO = /\b(Check|check|Try again|Run fewer|Send fewer|ask who)\b/;

describe('The hint for a status', () => {
	it('says what to do, whatever the status is', () => {
		expect(STATUSES.filter((status) => !TO_DO.test(descriptionOf(status)))).toEqual([]);
		expect([200, ...STATUSES].filter((status) => !TO_DO.test(anyServersHint(status)))).toEqual([]);
	});

	it.each([408, 499, 500, 502, 503, 504, 520])('does not blame the input for a %d', (status) => {
		expect(descriptionOf(status)).toContain('Try again later');
		expect(descriptionOf(status)).not.toContain('parameters');
	});

	it.each([404, 405, 410])('names the address where nothing but a %d is said', (status) => {
		expect(descriptionOf(status, '<html/>')).toContain("environment 'Custom'");
		expect(descriptionOf(status, { message: 'No such letter' })).not.toContain('Custom');
	});

	it('does not name the address of a file, which nobody enters', () => {
		const store = { ...table, message: [] };
		const answer = { status: 404, headers: {}, body: '<html/>' };
		expect(new ProviderError(node, answer, store).description).not.toContain('Custom');
	});
});
