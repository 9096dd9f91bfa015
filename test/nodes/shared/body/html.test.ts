import fc from 'fast-check';
import { htmlOf } from '../../../../nodes/shared/body/html';

describe('A text as HTML', () => {
	it.each([
		['one line', 'Dear Claire', '<p>Dear Claire</p>'],
		['a line break', 'Kind regards\nPaul', '<p>Kind regards<br>Paul</p>'],
		['a blank line', 'Dear Claire,\n\nthe rent', '<p>Dear Claire,</p><p>the rent</p>'],
		['a blank line with spaces in it', 'one\n \t \ntwo', '<p>one</p><p>two</p>'],
		['several blank lines', 'one\n\n\n\ntwo', '<p>one</p><p>two</p>'],
		['line ends of Windows', 'one\r\ntwo\r\n\r\nthree', '<p>one<br>two</p><p>three</p>'],
		['line ends of old Macs', 'one\rtwo\r\rthree', '<p>one<br>two</p><p>three</p>'],
		['line ends of word processors', 'one\u000btwo\u2028three', '<p>one<br>two<br>three</p>'],
		['blank lines around it', '\n\n one\n\n', '<p>&nbsp;one</p>'],
		['no final line break', 'one\n', '<p>one</p>'],
		['spaces at the end of a line', 'one  \ntwo\t', '<p>one<br>two</p>'],
		['an indented line', '  one', '<p>&nbsp; one</p>'],
		['columns of spaces', 'rent   800', '<p>rent&nbsp;&nbsp; 800</p>'],
		['a tab', 'rent\t800', '<p>rent&nbsp;&nbsp;&nbsp; 800</p>'],
		['markup', '<b>a</b> & "b" &amp;', '<p>&lt;b&gt;a&lt;/b&gt; &amp; "b" &amp;amp;</p>'],
		['letters of all kinds', 'L’échéance — 50 € 📮 文書', '<p>L’échéance — 50 € 📮 文書</p>'],
		['nothing', ' \n\t', ''],
	])('with %s', (_, text, html) => {
		expect(htmlOf(text)).toBe(html);
	});

	/** The text that a person sees. */
	const shown = (html: string) =>
		html
			.replaceAll('</p><p>', '\n\n')
			.replace(/^<p>|<\/p>$/g, '')
			.replaceAll('<br>', '\n')
			.replaceAll('&nbsp;', ' ')
			.replaceAll('&lt;', '<')
			.replaceAll('&gt;', '>')
			.replaceAll('&amp;', '&');

	const pieces = fc.constantFrom(
		...['a', 'é', '📮', ' ', '\n', '<', '>', '&', '&amp;', '<br>', '"'],
	);
	const texts = fc.array(pieces, { maxLength: 30 }).map((all) => all.join(''));

	it('shows the text, but for blanks at the ends of lines and more than one blank line', () => {
		const plain = (text: string) =>
			text
				.split('\n')
				.map((line) => line.trimEnd())
				.join('\n')
				.replace(/\n{3,}/g, '\n\n')
				.replace(/^\n+|\n+$/g, '');
		fc.assert(fc.property(texts, (text) => expect(shown(htmlOf(text))).toBe(plain(text))));
	});

	it('has no markup but its own, whatever the text holds', () => {
		fc.assert(
			fc.property(texts, (text) => {
				expect(htmlOf(text).replace(/<\/?p>|<br>|&(nbsp|lt|gt|amp);/g, '')).not.toMatch(/[<>&]/);
			}),
		);
	});
});
