import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { JournalRequest } from '../../sandbox';
import type { RunResult } from '../../tools/engine/engine';
import { falseClaimsIn, type ProviderFacts } from './falseClaims';
import type { Execution } from './userView';

const NODE = 'Node';

const execution = (output: IDataObject, status: RunResult['status'] = 'success'): Execution => {
	const items: INodeExecutionData[] = [{ json: output, pairedItem: { item: 0 } }];
	const result = { status, items: (_node: string, index = 0) => (index === 0 ? items : []) };
	return { result: result as unknown as RunResult, log: [] };
};

const failed = (outcome: string, message: string, description = '') =>
	execution({ error: { message, details: { outcome, description } } });

const carriedOut = { carriedOut: '{"id":"own-1"}' } as JournalRequest;

const told = (
	accepted: JournalRequest[],
	fault: Partial<ProviderFacts['fault']> = {},
	more = {},
): ProviderFacts => ({
	row: {
		kind: 'send',
		on: 'POST /send',
		parameters: {},
		ids: (answer) => [(answer as { id: string }).id],
		lookups: [],
	},
	fault: { name: 'a fault', ...fault },
	meetsAll: false,
	items: [{ accepted: [accepted, []] }],
	...more,
});

const wordsOf = (one: Execution, what: ProviderFacts) =>
	falseClaimsIn([one], NODE, what).map((text) => text.replace(/^false word: ([^:]*).*/, '$1'));

describe('It is a false word', () => {
	it.each([
		failed('notSent', 'The provider could not be reached'),
		failed('refused', 'Not sent: the provider said no'),
		failed('refused', 'Not deleted: the provider said no'),
		failed('maybeSent', 'May have been sent: no answer', 'It is safe to run this item again.'),
	])('to call unsent what was carried out', (one) => {
		expect(wordsOf(one, told([carriedOut]))).toEqual(['"not sent", and it was carried out']);
	});

	it('to call refused what was carried out', () => {
		const one = failed('refused', 'Refused: there is one already');

		expect(wordsOf(one, told([carriedOut]))).toEqual(['"refused", and it was carried out']);
	});

	it('to call unsent what has left, when its answer was lost', () => {
		const one = failed('notSent', 'Not sent: the provider does not have it');

		expect(wordsOf(one, told([], { losesAnswer: true }))).toEqual(['"not sent" without proof']);
	});

	it.each(['maybeSent', 'refused'])('to say %s where nothing can have left', (outcome) => {
		const one = failed(outcome, 'May have been sent: no answer');

		expect(wordsOf(one, told([], { isUnsent: true }))).toEqual([
			'nothing can have left, and it does not say "not sent"',
		]);
	});

	it('to fail nothing where nothing can leave', () => {
		const one = execution({ id: 'own-1' });

		expect(wordsOf(one, told([carriedOut], { isUnsent: true }, { meetsAll: true }))).toEqual([
			'nothing can have left, and nothing fails',
		]);
	});

	it('to put out what was never carried out', () => {
		expect(wordsOf(execution({ id: 'own-1' }), told([]))).toEqual([
			'item 0 came out, and was never carried out',
		]);
	});

	it('to put it out under the id of something else', () => {
		expect(wordsOf(execution({ id: 'own-12' }), told([carriedOut]))).toEqual([
			'item 0 came out under the id of something else',
		]);
	});
});

describe('It is true', () => {
	it.each<[string, Execution, ProviderFacts]>([
		['that it came out', execution({ id: 'own-1' }), told([carriedOut])],
		['that it was not sent', failed('notSent', 'Not sent: no route'), told([])],
		[
			'that it may have been sent',
			failed('maybeSent', 'May have been sent: no answer', 'It was not sent again.'),
			told([carriedOut], { losesAnswer: true }),
		],
		['that it was refused', failed('refused', 'Refused: no'), told([])],
		[
			'what nobody sees, for the execution was stopped',
			{ ...failed('notSent', 'Not sent: stopped'), ...execution({}, 'canceled') },
			told([carriedOut]),
		],
		['what a read says', failed('notSent', 'Not sent'), told([carriedOut], {}, { items: [] })],
	])('%s', (_what, one, what) => {
		expect(wordsOf(one, what)).toEqual([]);
	});
});
