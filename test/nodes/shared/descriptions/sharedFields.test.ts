import type { INodeProperties } from 'n8n-workflow';
import type { Show } from '../../../../nodes/shared/descriptions';
import { withSharedFields } from '../../../../nodes/shared/descriptions/sharedFields';
import { at, entry, operations } from './fields';

const field = (name: string, show: Show): INodeProperties => ({
	...entry(name),
	displayOptions: { show },
});

const namesOf = (fields: INodeProperties[]) =>
	fields.filter(({ name }) => name !== 'operation').map(({ name }) => name);

describe('a field that several operations have', () => {
	it('becomes one, shown where each was', () => {
		expect(
			withSharedFields([
				...operations,
				field('Text', at('letter', 'send')),
				field('Text', at('account', 'update')),
			]),
		).toEqual([
			...operations,
			field('Text', { resource: ['letter', 'account'], operation: ['send', 'update'] }),
		]);
	});

	it('stays apart where it would be shown for another operation as well', () => {
		const both = [field('Text', at('letter', 'send')), field('Text', at('account', 'get'))];
		expect(withSharedFields([...operations, ...both])).toEqual([...operations, ...both]);
	});

	it('stays apart from one that has the same name and another shape', () => {
		const other = { ...field('Text', at('account', 'update')), default: 'Hello' };
		const both = [field('Text', at('letter', 'send')), other];
		expect(withSharedFields([...operations, ...both])).toEqual([...operations, ...both]);
	});

	it('stays apart from one that does something else', () => {
		const doing = (name: string, ...operations: string[]) => ({
			...field('Text', at(name, ...operations)),
			routing: { send: { preSend: [async (_item: object, request: object) => request] } },
		});
		const both = [doing('letter', 'send'), doing('account', 'update')] as INodeProperties[];
		expect(withSharedFields([...operations, ...both])).toEqual([...operations, ...both]);
	});

	it('keeps what else it depends on, and stays apart from one that depends on something else', () => {
		const limited = (...limits: boolean[]) => ({ returnAll: limits });
		const shared = withSharedFields([
			...operations,
			field('Limit', { ...at('letter', 'send'), ...limited(false) }),
			field('Limit', { ...at('account', 'update'), ...limited(false) }),
			field('Limit', { ...at('letter', 'get'), ...limited(true) }),
		]);
		expect(shared.slice(operations.length).map(({ displayOptions }) => displayOptions)).toEqual([
			{
				show: {
					resource: ['letter', 'account'],
					operation: ['send', 'update'],
					...limited(false),
				},
			},
			{ show: { ...at('letter', 'get'), ...limited(true) } },
		]);
	});

	it('stands where every operation has it', () => {
		const shared = withSharedFields([
			...operations,
			field('Text', at('letter', 'send')),
			field('Schedule', at('account', 'update')),
			field('Text', at('account', 'update')),
		]);
		expect(namesOf(shared)).toEqual(['Schedule', 'Text']);
	});

	it('is refused where two operations have it before and after another', () => {
		expect(() =>
			withSharedFields([
				...operations,
				field('Text', at('letter', 'send')),
				field('Schedule', at('letter', 'send')),
				field('Schedule', at('account', 'update')),
				field('Text', at('account', 'update')),
			]),
		).toThrow('Two operations have the same fields in opposite orders');
	});
});
