import { faultIn } from './credentialFault';
import { hasInvisible } from './invisible';
import {
	edgeOf,
	firstIn,
	isBlank,
	pastedText,
	withoutSurroundings,
	type Occurrence,
} from './pasted';

/** What examples write before a token, and what is copied along with it. */
const SCHEME = /^(authorization\s*:\s*)?bearer(?=[\s:]|$)\s*:?/i;

/** What a header can carry in one piece (RFC 9110, 5.5, without its blanks). */
const isOfToken = (character: string) => /^[!-~]$/.test(character);

const isOfHeader = (character: string) => /^[ -~]$/.test(character);

const isControl = (character: string) => /^\p{Cc}$/u.test(character);

/** How often a scheme is taken off: an example that was pasted into an example has two. */
const MOST_SCHEMES = 3;

/** A token without what was pasted along; empty if nothing else is there. */
function cleaned(text: string): string {
	let token = withoutSurroundings(text);
	for (let times = 0; times < MOST_SCHEMES && SCHEME.test(token); times++) {
		token = withoutSurroundings(token.replace(SCHEME, ''));
	}
	return token;
}

const at = ({ character, after }: Occurrence) => `${character} after its first ${after} characters`;

const PASTE_AGAIN = 'Copy it anew, with nothing around or in it, and paste it into the credential.';

/**
 * A token, an API key, a client ID or secret: what was pasted along is taken off.
 * @param field the label of the field
 * @returns empty if the field is empty
 * @throws CredentialFault for what is none, such as two of them: it tells where, and nothing of the secret
 */
export function optionalToken(value: unknown, field: string): string {
	const token = cleaned(pastedText(value, field));
	const wrong = firstIn(token, (character) => !isOfToken(character));
	if (!wrong) return token;
	throw faultIn(field, `has what can not be part of it: ${at(wrong)}`, PASTE_AGAIN);
}

/**
 * The same of a field that has to be filled in.
 * @throws CredentialFault if it is empty
 */
export function token(value: unknown, field: string): string {
	const text = optionalToken(value, field);
	if (text === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	return text;
}

/**
 * Several tokens in one field, separated by commas, blanks or lines: while a key changes there are two.
 * @throws CredentialFault if there is none
 */
export function tokens(value: unknown, field: string): string[] {
	const parts = pastedText(value, field).split(/[\s,]+/);
	const all = parts.map((part) => optionalToken(part, field)).filter((part) => part !== '');
	if (all.length === 0) throw faultIn(field, 'is empty', 'Enter it in the credential.');
	return all;
}

/**
 * The name of a user, which may have blanks and any letters in it: what was pasted around is taken off.
 * @throws CredentialFault if it is empty, or has in it what nobody sees
 */
export function userName(value: unknown, field: string): string {
	const name = withoutSurroundings(pastedText(value, field));
	if (name === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	const wrong = firstIn(name, hasInvisible);
	if (wrong) throw faultIn(field, `has what nobody sees in it: ${at(wrong)}`, PASTE_AGAIN);
	return name;
}

/**
 * A password, or another secret that a person may have chosen: used as it is, so nothing is taken off.
 * @returns empty if the field is empty
 * @throws CredentialFault for a blank or what nobody sees at its ends, which was pasted along most likely
 */
export function optionalPassword(value: unknown, field: string): string {
	const text = pastedText(value, field);
	if ([...text].every(isBlank)) return '';
	const found = edgeOf(text);
	if (found) {
		throw faultIn(
			field,
			`${found.edge} with what nobody sees: ${found.character}`,
			'It was pasted along most likely, so remove it. A password that really has it is not supported.',
		);
	}
	const wrong = firstIn(text, isControl);
	if (wrong) throw faultIn(field, `has what can not be part of it: ${at(wrong)}`, PASTE_AGAIN);
	return text;
}

/**
 * The same of a field that has to be filled in.
 * @throws CredentialFault if it is empty
 */
export function password(value: unknown, field: string): string {
	const text = optionalPassword(value, field);
	if (text === '') throw faultIn(field, 'is empty', 'Enter it in the credential of this node.');
	return text;
}

/**
 * What goes into a header as it is. Other letters have no form there that all servers read alike.
 * @throws CredentialFault for such letters
 */
export function inHeader(text: string, field: string): string {
	const wrong = firstIn(text, (character) => !isOfHeader(character));
	if (!wrong) return text;
	throw faultIn(
		field,
		`has what no header can carry: ${at(wrong)}`,
		'Choose another one, of letters and signs of the English keyboard.',
	);
}
