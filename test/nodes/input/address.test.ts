import fc from 'fast-check';
import { domainToUnicode } from 'node:url';
import { isOfOperation, named, places, placesOf, type Place } from './places';
import { gives, setTrying } from './trying';

const trying = setTrying();

/** Lifts the limit of ten requests a minute, which is not tested here. */
const UNHURRIED = { maxRequestsPerMinute: 6000 };

/** Unusual but valid addresses. */
const UNUSUAL = [
	'ada+order.1@example.org',
	'ADA@EXAMPLE.ORG',
	"o'hara_{x}!#$%&*/=?^`|~@mail-1.example.org",
	'ada@bücher.example',
	'ada@xn--bcher-kva.example',
	'дмитрий@пример.рф',
];

/** Invisible characters, as they get copied along with addresses. */
const UNSEEN: Array<[string, string]> = [
	['\u200b', 'U+200B'],
	['\u00ad', 'U+00AD'],
	['\ufeff', 'U+FEFF'],
	['\u00a0', 'U+00A0'],
	['\u202e', 'U+202E'],
	['\u2060', 'U+2060'],
	['\u2028', 'U+2028'],
	['\u0000', 'U+0000'],
];

const WHERE = (sign: string) => [
	`${sign}ada@example.org`,
	`ad${sign}a@example.org`,
	`ada@exam${sign}ple.org`,
	`ada@example.org${sign}`,
];

/** Invalid values for one address as well as for several. */
const NO_ADDRESS = [
	...['ada', 'ada@', '@example.org', 'ada@@example.org', 'ada@.example.org', 'ada@example.org.'],
	...['<ada@example.org', 'ada@example.org>', 'ada@exa mple.org', 'ada(at)example.org'],
	...['(ada@example.org)', '[ada@example.org]', '"ada@example.org', 'mailto:ada@example.org'],
	...[42, true, {}, { email: 'ada@example.org' }, gives('new Date(0)')],
];

const LONELY_COMMAS = [
	...['ada@example.org,', ',ada@example.org', 'ada@example.org,,bob@example.org', ';', ' , '],
	'ada@example.org, ,bob@example.org',
];

/** One person's address in different spellings. */
const ONE_PERSON = [
	'Ada@Bücher.example',
	'ada@bücher.example',
	'ADA@XN--BCHER-KVA.EXAMPLE',
	'ada@BU\u0308CHER.example',
];

const single = placesOf('email', 'namedEmail');
const lists = placesOf('emails', 'namedEmails');
const withNames = placesOf('namedEmail', 'namedEmails');

/** Whether the value is sent, and not only compared with answers. */
const leaves = ({ field }: Place) => field.path[0] !== 'sentTo';

const textIn = (requests: string[]) =>
	requests.map((request) => JSON.stringify(JSON.parse(request)));

describe.each(named([...single, ...lists]))('%s', (_title, place) => {
	it('takes what looks unusual as it is', async () => {
		const { outcomes, requests } = await trying.each(place, UNUSUAL);
		const sent = textIn(requests);
		const missing = UNUSUAL.filter((address) => !sent.some((text) => text.includes(address)));
		expect(missing).toEqual(leaves(place) ? [] : UNUSUAL);
		expect(outcomes.filter(({ outcome }) => outcome === 'notSent')).toEqual([]);
	});

	it.each(UNSEEN)('refuses %j wherever it stands, and shows where', async (sign, name) => {
		await trying.expectRefused(place, WHERE(sign), new RegExp(`\\[${name.replace('+', '\\+')}\\]`));
	});

	it('refuses what is no address', async () => {
		await trying.expectRefused(place, NO_ADDRESS);
	});
});

describe.each(named(single))('%s', (_title, place) => {
	it('takes one address, and blanks around it off', async () => {
		await trying.expectAlike(place, [['ada@example.org', ' ada@example.org\n']]);
		await trying.expectRefused(place, ['ada@example.org, bob@example.org', ['ada@example.org']]);
	});
});

describe.each(named(lists))('%s', (_title, place) => {
	it('takes addresses as a list or as text', async () => {
		await trying.expectAlike(place, [
			[
				['ada@example.org', 'bob@example.org'],
				'ada@example.org,bob@example.org',
				' ada@example.org ; bob@example.org\n',
				'ada@example.org\r\nbob@example.org',
				[' ada@example.org', 'bob@example.org\t'],
			],
		]);
	});

	it('refuses a comma without an address beside it, and a list in which one is missing', async () => {
		await trying.expectRefused(place, LONELY_COMMAS, /comma/);
		await trying.expectRefused(place, [
			...[['ada@example.org', null], ['ada@example.org', ''], [['ada@example.org']], [{}]],
			['ada@example.org, bob@example.org'],
		]);
	});

	it('writes to a person once, in whatever letters the address is there again', async () => {
		const again = [ONE_PERSON, ONE_PERSON.join(', '), ONE_PERSON.slice(0, 1), ONE_PERSON[0]];
		await trying.expectAlike(place, [again]);
	});
});

describe.each(named(withNames))('%s', (_title, place) => {
	it('takes names before the addresses', async () => {
		const names = [
			'Ada <ada@example.org>',
			'"Doe, Jane" <jane@example.org>',
			'Zoë É. <z@x.example>',
		];
		const { requests } = await trying.each(place, names);
		const sent = textIn(requests);
		const missing = names.filter(
			(name) => !sent.some((text) => text.includes(JSON.stringify(name).slice(1, -1))),
		);
		expect(missing).toEqual([]);
	});

	it('refuses names with what nobody sees, and brackets that do not match', async () => {
		await trying.expectRefused(place, [
			...['Ada\u200b <ada@example.org>', 'Ada <ada@example.org\u200b>', 'Ada ada@example.org>'],
			...['Ada <ada@example.org', '"Ada <ada@example.org>', 'Ada <ada@example.org> x', 'Ada <>'],
		]);
	});
});

describe.each(named(placesOf('email', 'emails').filter(isOfOperation)))('%s', (_title, place) => {
	it('refuses a name, for the provider takes none', async () => {
		await trying.expectRefused(place, ['Ada <ada@example.org>', '<ada@example.org>']);
	});
});

/** Fields for the addresses of recipients, where there may be more than one. */
const isOfMany = ({ field: { path } }: Place) =>
	['email', 'recipient', 'recipients'].includes(path.at(-1)!);

const entries = [...single].filter(
	(place) => isOfMany(place) && (place.field.path.includes('0') || place.field.isInJson),
);

const PAIRS = ONE_PERSON.slice(1).map((again) => [ONE_PERSON[0], again]);

describe.each(named(entries))('%s', (_title, place) => {
	it('goes to a person once who is there twice, in whatever letters', async () => {
		const alone = await trying.each(
			place,
			PAIRS.map(([address]) => address),
		);
		const twice = await trying.each(place, PAIRS, { isTwice: true });
		expect(twice.requests).toEqual(alone.requests);
	});
});

const combined = places
	.filter(({ field }) => field.path.at(-1) === 'combineItems')
	.filter(isOfOperation);

const shared = [...lists, ...entries]
	.filter(isOfOperation)
	.filter(
		(place) => isOfMany(place) && combined.some(({ operation }) => operation === place.operation),
	);

describe.each(named(shared))('%s', (_title, place) => {
	it('is in no request twice, where items are combined', async () => {
		const { requests } = await trying.each(place, ONE_PERSON, {
			// Items that differ in more than their recipients are not combined.
			more: { options: { combineItems: true, ...UNHURRIED }, subject: 'Notice' },
		});
		const times = requests.map((each) => ONE_PERSON.filter((one) => each.includes(one)).length);
		expect(times).toEqual(ONE_PERSON.map(() => 1));
	});
});

/** JSON fields with addresses: the JSON around them, by field name. */
const IN_JSON: Record<string, Array<(addresses: string[]) => unknown>> = {
	recipientsJson: [
		(addresses) => addresses,
		(addresses) => Object.fromEntries(addresses.map((address) => [address, {}])),
	],
	scheduledMessagesJson: [(addresses) => scheduled(addresses), (all) => scheduled(all.join(', '))],
};

const scheduled = (recipients: unknown) => [
	{
		schedule: 'every day at 1am',
		metadata: { arguments: { recipients, content: { 'text/plain': 'News' } } },
	},
];

const waysOf = ({ field }: Place) => {
	const name = field.path[0].replace(/^new(.)/, (_, first: string) => first.toLowerCase());
	return IN_JSON[name] ?? [];
};

describe.each(named(placesOf('json').filter((place) => waysOf(place).length > 0)))(
	'%s',
	(_title, place) => {
		const ways = waysOf(place);

		it('goes to a person once who is there again, in whatever letters', async () => {
			const { requests } = await trying.each(
				place,
				ways.map((around) => around(ONE_PERSON)),
			);
			const times = requests.map((each) => ONE_PERSON.filter((one) => each.includes(one)));
			expect(times).toEqual(ways.map(() => [ONE_PERSON[0]]));
		});

		it('refuses what nobody sees, and what is no address', async () => {
			const wrong = [...UNSEEN.flatMap(([sign]) => WHERE(sign)), 'ada', 'ada@example.org>'];
			const values = ways.flatMap((around) => wrong.map((address) => around([address])));
			const { requests, outcomes } = await trying.each(place, values);
			expect(requests).toEqual([]);
			expect(
				outcomes.filter(({ error = '' }) => !/Recipient.* is no email address/.test(error)),
			).toEqual([]);
			expect(outcomes.filter(({ error = '' }) => /\[U\+/.test(error))).toHaveLength(
				ways.length * UNSEEN.length * 4,
			);
		});
	},
);

it('The addresses of one person are written in different ways', () => {
	expect(new Set(ONE_PERSON).size).toBe(ONE_PERSON.length);
	expect(domainToUnicode('xn--bcher-kva.example')).toBe('bücher.example');
});

const NUMBER = '+33612345678';

/** Separators that people put between digits. */
const GAPS = [
	'',
	'',
	'',
	' ',
	'  ',
	'.',
	'-',
	'(',
	')',
	'\u00a0',
	'\u2009',
	'\u2011',
	'\u2013',
	'\t',
];

const gap = fc.constantFrom(...GAPS);

/** The number in groups, with its country code after + or 00. */
const grouped = fc
	.tuple(fc.constantFrom('+', '00'), fc.array(gap, { minLength: 11, maxLength: 11 }), gap)
	.map(([prefix, gaps, last]) => {
		const digits = [...NUMBER.slice(1)].map((digit, index) => `${gaps[index]}${digit}`).join('');
		return `${prefix}${digits}${last}`;
	});

const PHONES = [
	NUMBER,
	' +33 6 12 34 56 78\n',
	'+33 (6) 12.34.56.78',
	'0033 612-345-678',
	'(+33) 612345678',
	'00 33 6/12/34/56/78',
	...fc.sample(grouped, { numRuns: 40, seed: 7 }),
];

const NO_PHONE = [
	...['+33 (06) 12 34 56 78', '+44 (0 20) 7946 0958', '+33 0612345678', '+39 06 1234567/8', null],
	...['+33 (0)6 12 34 56 78', '+33 ( 0 ) 612345678', '+44(0)2071234567', '0612345678', '612345678'],
	...['+0612345678', '++33612345678', '+33612345678,+33612345679', '+33612345678 ext. 5', '33 6x'],
	...[
		'+331234',
		'+3361234567890123',
		'+33 6 12\n34 56 78',
		'tel:+33612345678',
		true,
		{},
		[NUMBER],
		[{}],
	],
];

/** Characters that get copied along, at the beginning, inside and at the end. */
const UNSEEN_IN_PHONE = ['\u200b', '\u200e', '\u202a', '\u00ad', '\ufeff', '\u2060'].flatMap(
	(sign) => [`${sign}${NUMBER}`, `+3361${sign}2345678`, `${NUMBER}${sign}`],
);

describe.each(named(placesOf('phone')))('%s', (_title, place) => {
	it('is the number that it says, however it is grouped', async () => {
		const { requests } = await trying.expectAlike(place, [PHONES]);
		expect(requests.filter((request) => !request.includes(`"${NUMBER}"`))).toEqual([]);
	});

	it('is refused if it is no number with a country code, and a zero in brackets is not dialled', async () => {
		await trying.expectRefused(place, NO_PHONE);
		await trying.expectRefused(place, [33612345678.5, gives('NaN')]);
	});

	it('is refused with the name of what nobody sees in it', async () => {
		await trying.expectRefused(place, UNSEEN_IN_PHONE, /\[U\+[0-9A-F]{4}\]/);
	});
});

const WEB_ADDRESSES = [
	'https://example.org/inbound',
	'http://example.org',
	'HTTPS://example.org:8443/a?b=c&d=%20#e',
	'https://name:a-password@example.org/',
	'https://[2001:db8::1]/inbound',
	'https://exämple.org/',
];

const NO_WEB_ADDRESS = [
	...['support', 'example.org/inbound', '//example.org/', 'https://', 'https:///inbound'],
	...['https:example.org', 'ftp://example.org', 'mailto:ada@example.org', 'javascript:alert(1)'],
	...['https://example.org/a b', 'https://a\u00a0b.org', 'https://example.org:99999/', '<a href>'],
	...['https://example.org/ https://example.org/', 5, true, {}, ['https://example.org/']],
];

describe.each(named(placesOf('webAddress')))('%s', (_title, place) => {
	it.each(WEB_ADDRESSES)('arrives as it is, without what is around it: %s', async (address) => {
		const { requests } = await trying.expectAlike(place, [[address, ` ${address}\n`]]);
		expect(requests.filter((request) => !request.includes(JSON.stringify(address)))).toEqual([]);
	});

	it('is refused if it leads to no web page, and not shown, for it may have a login in it', async () => {
		await trying.expectRefused(place, NO_WEB_ADDRESS);
		const login = 'name:a-password@example.org';
		const outcomes = await trying.expectRefused(place, [login, `https://${login}/ a`]);
		expect(JSON.stringify(outcomes)).not.toContain('a-password');
	});
});
