/** What a text is made of again and again that is to take long, by what it is. */
export const HOSTILE: Record<string, string> = {
	'letters and no @': 'a',
	'nothing but @': '@',
	'opening brackets of tags': '<',
	blanks: ' ',
	digits: '7',
	backslashes: '\\',
	'quotation marks': '"',
	apostrophes: "'",
	'line breaks': '\n',
	'carriage returns': '\r\n',
	commas: ',',
	semicolons: ';',
	colons: ':',
	'nested tags': '<a><b>',
	'halves of characters': '\ud83d',
	'opening brackets of JSON': '[',
	'objects in objects': '{"a":',
	'expressions that are not closed': '{{',
	expressions: '{{}}',
	addresses: 'a@b.it,',
	'percent signs': '%',
	'encoded bytes': '%C3',
	'marks in a wrong order': '\u0315\u0300',
	'what nobody sees': '\u200b',
	dots: 'a.',
	slashes: '/',
	'equal signs': '=',
};

/** A text of a length that is a piece again and again. */
export const repeated = (piece: string, length: number): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
