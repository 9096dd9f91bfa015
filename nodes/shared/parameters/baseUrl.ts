import { urlOf } from '../url';
import { faultIn } from './credentialFault';
import { firstIn, isBlank, pastedText, withoutEnds } from './pasted';

/** Hosts of this machine and of its own network, which rarely have a certificate. */
const LOCAL = /^(localhost|[\d.]+|\[[\da-f:.]+\]|[^./:]+)(:\d+)?(\/|$)/i;

const SCHEME = /^([a-z][a-z\d+.-]*):(\/*)/i;

/** The beginning of an address that lacks only "//", or part of it. */
const HTTP = /^https?$/i;

const EXAMPLE = 'Enter an address such as http://localhost:1234 or https://api.example.com.';

/** The address with its missing part added; no advice if it may contain a secret. */
function advice(text: string): string {
	const bare = text.replace(/^[/\\]+/, '');
	if (bare === '' || /[@?#\\\s]/.test(bare)) return '';
	return `: write ${LOCAL.test(bare) ? 'http' : 'https'}://${bare.slice(0, 200)}`;
}

/**
 * The address of a server, from a field of a credential, without copy-and-paste residue and without trailing slashes.
 * @param field the label of the field
 * @throws CredentialFault for an invalid address: without http:// or https:// or a host, or with additional parts
 * such as a login or a query, which would get lost
 */
export function baseUrl(value: unknown, field: string): string {
	const text = withoutEnds(pastedText(value, field), '<', '>');
	if (text === '') throw faultIn(field, 'is empty', EXAMPLE);
	const wrong = firstIn(text, isBlank);
	if (wrong) {
		const where = `${wrong.character} after its first ${wrong.after} characters`;
		throw faultIn(field, `has what no address has in it: ${where}`, EXAMPLE);
	}
	const [before, scheme = '', slashes = ''] = SCHEME.exec(text) ?? [''];
	if (HTTP.test(scheme) && slashes !== '//') {
		throw faultIn(
			field,
			`is not a URL${advice(text.slice(before.length)).replace(/https?:/, `${scheme.toLowerCase()}:`)}`,
			EXAMPLE,
		);
	}
	// "localhost:1234" parses as a scheme and a path, but is a host and a port.
	if (!HTTP.test(scheme) && slashes.length < 2) {
		throw faultIn(field, `has no http:// or https:// before the host${advice(text)}`, EXAMPLE);
	}
	if (!HTTP.test(scheme)) {
		const named = scheme.slice(0, 20);
		throw faultIn(field, `begins with ${named}://, not with http:// or https://`, EXAMPLE);
	}
	const url = urlOf(text);
	if (!url || text.includes('\\')) throw faultIn(field, 'is not a URL', EXAMPLE);
	if (url.username !== '' || url.password !== '') {
		throw faultIn(field, 'has a login in it, which is not sent', 'Enter the address without it.');
	}
	if (/[?#]/.test(text)) {
		const what = text.includes('?') ? 'a query (?)' : 'a fragment (#)';
		throw faultIn(field, `has ${what} in it, which is not sent`, 'Enter the address without it.');
	}
	const address = withoutEnds(`${url.origin}${url.pathname}`, '', '/');
	// The rest may end with residue that was pasted before a slash.
	return address === text ? address : baseUrl(address, field);
}
