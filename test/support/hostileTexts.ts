/** Pieces that are repeated to make a text that takes long to parse, by description. */
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

/** A text of the given length that repeats a piece. */
export const repeated = (piece: string, length: number): string =>
	piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
