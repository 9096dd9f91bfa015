import fc from 'fast-check';
import { isPathSegment } from '../../../../nodes/shared/parameters/pathSegment';

const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string(),
	fc.string({
		unit: fc.constantFrom(
			'.',
			'/',
			'\\',
			'%',
			'2',
			'e',
			'E',
			'F',
			'5',
			'C',
			'?',
			'#',
			':',
			'@',
			' ',
		),
	}),
	fc
		.array(fc.integer({ min: 0xd800, max: 0xdfff }), { maxLength: 2 })
		.map((units) => String.fromCharCode(...units)),
);

it.each([
	['480915273604'],
	['550e8400-e29b-41d4-a716-446655440000'],
	['a.b'],
	['...'],
	['%2e%2e'],
	['%2F'],
	['é📮'],
	['a:b@c;d&e=f+g'],
])('%s can be a segment', (id) => {
	expect(isPathSegment(id)).toBe(true);
});

it.each([
	[''],
	['.'],
	['..'],
	['a/b'],
	['../x'],
	['a\\b'],
	['a?b'],
	['a#b'],
	['a b'],
	['a\n'],
	['\ud800'],
])('%j can not be a segment', (id) => {
	expect(isPathSegment(id)).toBe(false);
});

it('What can be a segment changes nothing in an address but that one segment', () => {
	fc.assert(
		fc.property(anyText, (id) => {
			fc.pre(isPathSegment(id));

			const url = new URL(
				`/messages/${encodeURIComponent(id)}/evidences/SENT`,
				'https://api.stampee.fr',
			);

			const [nothing, messages, segment, ...rest] = url.pathname.split('/');
			expect([nothing, messages, ...rest]).toEqual(['', 'messages', 'evidences', 'SENT']);
			expect(decodeURIComponent(segment)).toBe(id);
			expect([url.origin, url.search, url.hash]).toEqual(['https://api.stampee.fr', '', '']);
		}),
		{ numRuns: 2_000 },
	);
});
