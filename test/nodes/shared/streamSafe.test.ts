import { sameAddress } from '../../../nodes/shared/parameters/email';
import { composed, isStreamSafe } from '../../../nodes/shared/streamSafe';
import { urlOf } from '../../../nodes/shared/url';

/** Pairs of combining marks in the wrong order: each is moved before all others of its letter. */
const marks = (count: number) => '\u0315\u0300'.repeat(count / 2);

it.each([
	['', true],
	['Zoë <zoe\u0308@example.org>', true],
	[`a${marks(30)}`, true],
	[`a${marks(32)}`, false],
])('%j is in the stream-safe format: %s', (text, expected) => {
	expect(isStreamSafe(text)).toBe(expected);
});

it('A text with more marks on a letter than any language writes is no URL', () => {
	expect(urlOf(`https://${marks(32)}.example.org`)).toBeUndefined();
	expect(urlOf('https://zoe\u0308.example.org')?.hostname).toMatch(/^xn--zo-/);
});

it('An address with such marks is known again by what is written', () => {
	expect(sameAddress(`Zoe\u0308@Example.org`)).toBe(sameAddress('zo\u00eb@example.org'));
	expect(sameAddress(`A${marks(32)}@Example.org`)).toBe(`a${marks(32)}@example.org`);
});

describe('A composed text', () => {
	it('has each letter with an accent as one character', () => {
		expect(composed('caffe\u0300')).toBe('caff\u00e8');
	});

	it('is the text itself where a letter has more marks than any language uses', () => {
		const text = `e${'\u0315\u0300'.repeat(1_000)}`;
		expect(composed(text)).toBe(text);
	});
});
