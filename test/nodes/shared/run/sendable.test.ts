import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { sendable } from '../../../../nodes/shared/run/sendable';

const context = {
	getItemIndex: () => 0,
	getNode: () => ({ name: 'Node', type: 'test', parameters: {} }),
} as unknown as IExecuteSingleFunctions;

const send = (body: unknown) => sendable(context, { url: '/', body: body as IDataObject });

const circular: Record<string, unknown> = { list: [] };
(circular.list as unknown[]).push({ circular });

describe('A body', () => {
	it.each([
		['an object that holds itself', circular],
		['a number of the type BigInt', { list: [{ count: 1n }] }],
		['a number that is none', { count: Infinity }],
		['a function', { run: () => 1 }],
		['a symbol', { name: Symbol('name') }],
		['a Map, a Set or something like it', { list: [new Map([['a', 1]])] }],
		['a Map, a Set or something like it', { names: new Set(['a']) }],
		['a pattern', { like: /a/ }],
		['an error', { reason: new Error('a') }],
	])('with %s is refused, for JSON can not hold it', (what, body) => {
		expect(() => send(body)).toThrow(`What is sent holds ${what}, which JSON can not`);
	});

	it('may hold the same object twice, dates, and what is left out', () => {
		const address = { city: 'Rome' };
		const body = { from: address, to: [address], at: new Date(0), none: undefined, null: null };
		expect(send(body).body).toBe(body);
	});
});
