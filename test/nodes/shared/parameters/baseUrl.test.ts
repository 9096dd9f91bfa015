import fc from 'fast-check';

import { baseUrl } from '../../../../nodes/shared/parameters/baseUrl';

const FIELD = 'Base URL';

const faultOf = (text: unknown): string => {
	try {
		return `no fault, but ${baseUrl(text, FIELD)}`;
	} catch (error) {
		return (error as Error).message.replace("The field 'Base URL' of the credential ", '');
	}
};

describe('A base URL', () => {
	it.each([
		['http://localhost:1234', 'http://localhost:1234'],
		[' "https://api.example.com/" \n', 'https://api.example.com'],
		['<https://api.example.com/api//>', 'https://api.example.com/api'],
		['\u200bHTTPS://API.Example.COM:443/Api\ufeff', 'https://api.example.com/Api'],
		['http://[::1]:8080', 'http://[::1]:8080'],
		['https://bücher.example', 'https://xn--bcher-kva.example'],
	])('%j is read as %s', (text, url) => expect(baseUrl(text, FIELD)).toBe(url));

	it.each([
		['localhost:1234', 'has no http:// or https:// before the host: write http://localhost:1234'],
		[
			'127.0.0.1:1234/api',
			'has no http:// or https:// before the host: write http://127.0.0.1:1234/api',
		],
		[
			'api.example.com',
			'has no http:// or https:// before the host: write https://api.example.com',
		],
		[
			'//api.example.com',
			'has no http:// or https:// before the host: write https://api.example.com',
		],
		['sandbox', 'has no http:// or https:// before the host: write http://sandbox'],
		['http:api.example.com', 'is not a URL: write http://api.example.com'],
		['https:/api.example.com', 'is not a URL: write https://api.example.com'],
		['http:///api.example.com', 'is not a URL: write http://api.example.com'],
		['ftp://example.com', 'begins with ftp://, not with http:// or https://'],
		['htttps://example.com', 'begins with htttps://, not with http:// or https://'],
		['file:///tmp', 'begins with file://, not with http:// or https://'],
		['http://', 'is not a URL'],
		['https', 'has no http:// or https:// before the host: write http://https'],
		['http://256.256.256.256', 'is not a URL'],
		['http:\\\\example.com', 'is not a URL: write http://example.com'],
		['http://example.com\\api', 'is not a URL'],
		[
			'http://exa mple.com',
			'has what no address has in it: [U+0020] after its first 10 characters',
		],
		[
			'http://exa\u200bmple.com',
			'has what no address has in it: [U+200B] after its first 10 characters',
		],
		['http://example.com?key=1', 'has a query (?) in it, which is not sent'],
		['http://example.com/#top', 'has a fragment (#) in it, which is not sent'],
		['', 'is empty'],
		[' " ', 'is empty'],
		[undefined, 'is empty'],
		[['http://example.com'], 'is not text'],
	])('%j %s', (text, what) => expect(faultOf(text)).toBe(what));

	it.each([
		'http://ada:secret@example.com',
		'ada:secret@example.com',
		'http://ada:sec ret@example.com',
	])('is refused with a login in it, and the login is not shown: %s', (text) => {
		expect(faultOf(text)).not.toMatch(/^no fault|ada|sec/);
	});

	it('is the same when it is read again, whatever it was', () => {
		fc.assert(
			fc.property(fc.oneof(fc.webUrl(), fc.string()), (text) => {
				let once = '';
				try {
					once = baseUrl(text, FIELD);
				} catch (error) {
					expect((error as Error).message).toContain("'Base URL'");
					return;
				}
				expect(once).toMatch(/^https?:\/\/[^/?#@\s]/);
				expect(baseUrl(once, FIELD)).toBe(once);
			}),
		);
	});
});
