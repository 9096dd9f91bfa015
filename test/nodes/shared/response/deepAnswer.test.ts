import type { INode } from 'n8n-workflow';

import { checkResponse } from '../../../../nodes/shared/response';
import { ProviderError } from '../../../../nodes/shared/response/providerError';

const node = { name: 'Node', type: 'test', parameters: {} } as unknown as INode;
const errors = { service: 'Provider', code: [], message: ['message'], hints: {} };

const answer = (body: unknown) => () =>
	checkResponse(node, { statusCode: 200, headers: {}, body: body as object }, { errors });

it('An answer with more levels than n8n can save is one that can not be read', () => {
	const levels = 100_000;
	const deep: unknown = JSON.parse('['.repeat(levels) + ']'.repeat(levels));
	expect(answer({ data: deep })).toThrow(ProviderError);
	expect(answer({ data: deep })).toThrow('an answer that can not be read');
	expect(answer({ data: [[[]]] })).not.toThrow();
});

it("Of a provider's words no more is told than anybody reads", () => {
	const body = { message: 'a'.repeat(1_000_000) };
	const { message } = new ProviderError(node, { status: 400, headers: {}, body }, errors);
	expect(message).toBe(`Provider answered: ${'a'.repeat(2_000)}`);
});
