import type { INode } from 'n8n-workflow';

import { ProviderError } from '../../../../nodes/shared/response/providerError';
import type { ErrorTable } from '../../../../nodes/shared/policy';

const node: INode = {
	id: '1',
	name: 'Courier',
	type: 'test.courier',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const errors: ErrorTable = {
	service: 'Courier',
	code: ['error.code', ({ fields }) => (fields ? 'invalid' : undefined)],
	message: ['message', ({ fields }) => fields && Object.keys(fields).join(', ')],
	hints: {},
};

const saidIn = (body: unknown) => {
	const { message, code } = new ProviderError(node, { status: 400, headers: {}, body }, errors);
	return { message, code };
};

describe('What a provider says in an error', () => {
	it('is found by a path', () => {
		expect(saidIn({ error: { code: 'no' }, message: 'No' })).toEqual({
			message: 'Courier answered: No',
			code: 'no',
		});
	});

	it('is read where no path leads to it', () => {
		expect(saidIn({ fields: { email: 'missing', name: 'missing' } })).toEqual({
			message: 'Courier answered: email, name',
			code: 'invalid',
		});
	});

	it.each([['text'], [null], [[]], [{}], [{ message: '<html>' }]])('is not found in %j', (body) => {
		expect(saidIn(body).message).toBe('Courier answered: HTTP status 400');
	});
});
