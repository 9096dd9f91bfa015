import { standsIn } from '../../../../nodes/shared/outcome/reference';

describe('a reference stands in a text', () => {
	it.each([
		['that is nothing else', 'A-17', 'A-17'],
		['between blanks', 'A-17', 'Notice A-17 of today'],
		['between blanks that do not break', 'A-17', 'Notice\u00a0A-17'],
		['at the end of a sentence', 'A-17', 'Notice A-17.'],
		['before a colon', 'A-17', 'Notice A-17: rent'],
		['in brackets', 'A+17', 'Notice (A+17): rent'],
		['in square brackets', 'A-17', '[A-17] Notice'],
		['in quotation marks', 'A-17', 'Notice "A-17", rent'],
		['in quotation marks of French', 'A-17', 'Lettre «A-17»'],
		['in quotation marks of German', 'A-17', 'Mahnung „A-17“!'],
		['after a number sign', '10117', 'Order #10117'],
		['in another script', 'Èta-7', 'Avviso Èta-7 affitto'],
		['in another Unicode form', 'Èta-7'.normalize('NFC'), 'Avviso Èta-7'.normalize('NFD')],
		['that has the year in it', '2026-00117', 'Notice 2026-00117'],
		['with signs of its own', '(A) 17/b', 'Notice (A) 17/b'],
		['that begins with a month', 'NOV-2026-00117', 'Notice NOV-2026-00117'],
		['with a month in it', 'A-17 November 2026', 'Notice A-17 November 2026'],
		['of a word and a number', 'Order 10117', 'Notice Order 10117'],
		['of a word and a small number', 'Order 117', 'Notice (Order 117)'],
		['after a letter', 'A2026-0117', 'Notice A2026-0117'],
		['of five digits', '10117', 'Notice 10117'],
	])('%s', (_, reference, text) => {
		expect(standsIn(reference, text)).toBe(true);
	});
});

const BESIDE = [
	'-',
	'_',
	'.',
	'/',
	',',
	':',
	'+',
	"'",
	'’',
	'#',
	'*',
	'&',
	'=',
	'@',
	'–',
	'·',
	'\u200b',
];

describe('a reference can be a part of a longer one', () => {
	it.each(BESIDE)('joined by "%s"', (sign) => {
		for (const more of ['3', 'b', '17', 'Ω', '٣']) {
			expect(standsIn('A-17', `Notice A-17${sign}${more}`)).toBe(false);
			expect(standsIn('A-17', `Notice ${more}${sign}A-17`)).toBe(false);
		}
	});

	it.each(['0', 'b', 'Ω', '٣', '\u0301', '€', '%', '🙂'])(
		'followed or preceded by "%s"',
		(sign) => {
			expect(standsIn('A-17', `Notice A-17${sign}`)).toBe(false);
			expect(standsIn('A-17', `Notice ${sign}A-17`)).toBe(false);
		},
	);

	it.each([
		['17000', 'Reminder 17000,50 EUR'],
		['17000', 'Reminder 17000.50 EUR'],
		['17000', "Reminder 17000'50"],
	])('or of an amount: %s in "%s"', (reference, text) => {
		expect(standsIn(reference, text)).toBe(false);
	});
});

it.each([
	...['reminder', 'A', '17', '117', '2026', '1/2', '#117', '1.200', '1,200.50', "17'000", '12 000'],
	...[
		'10:30',
		'30.11.2026',
		'2026-11-30',
		'20261130',
		'2026-11',
		'202611',
		'30/11/2026',
		'30/11/26',
	],
	...['November 2026', '30 Nov 2026', '30. novembre 2026', 'lundi 30 nov. 2026', '30 de marzo'],
	...['November 30th, 2026', 'Mo, 30.11.2026', '30 Nov. 2026 10:30 AM', '11/30/2026 10:30'],
	...['2026-11-30 10:30', '2026-11-30T00:00:00.000+01:00', '2026-11-30T10:30Z', '20261130T103000'],
	...['€1,200.50', '1200.50 EUR', 'EUR 100', '1.200,50 €', 'EUR1200.50', '$ 99', '12 000,00 CHF'],
	...['KW48/2026', 'KW 48', 'H1/2026', '2026 Q4', 'Q4', '2026-H1', '1er mars 2026'],
	...['11/2026', '2025/26', '2025-2026', '2026-Q4', 'Q4 2026', 'W48-2026', '', '   ', '---'],
])('"%s" proves nothing, as it may be in the subject of many messages', (text) => {
	expect(standsIn(text, `Notice ${text} of today`)).toBe(false);
});
