import { stdin, stdout } from 'node:process';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';
import { textOf } from '../../nodes/shared/json';
import type { Provider } from '../providers';
import { fieldsOf, isShown } from './credentialFields';

/** Asks the user at the terminal. */
export interface Asker {
	/** @param isSecret whether to hide the input */
	ask(question: string, isSecret?: boolean): Promise<string>;
	close(): void;
}

/** An asker that prompts at this terminal; undefined if it is not interactive. */
export function atTerminal(): Asker | undefined {
	if (!stdin.isTTY || !stdout.isTTY) return undefined;
	let isMuted = false;
	const output = new Writable({
		write(chunk: Buffer, _encoding, done) {
			if (!isMuted) stdout.write(chunk);
			done();
		},
	});
	const lines = createInterface({ input: stdin, output, terminal: true });
	return {
		async ask(question, isSecret = false) {
			stdout.write(question);
			isMuted = isSecret;
			const answer = await lines.question('');
			isMuted = false;
			if (isSecret) stdout.write('\n');
			return answer.trim();
		},
		close: () => lines.close(),
	};
}

const choicesOf = ({ options = [] }: INodeProperties) =>
	options.flatMap((option) => ('value' in option ? String(option.value) : []));

/** Asks for the fields of a credential in form order, skipping those that the form would hide. */
export async function askForCredential(
	provider: Provider,
	asker: Asker,
): Promise<ICredentialDataDecryptedObject> {
	const fields = fieldsOf(provider);
	const data: ICredentialDataDecryptedObject = {};
	for (const field of fields) {
		if (!isShown(data, field, fields)) continue;
		const usual = textOf(field.default);
		const choices = choicesOf(field);
		const hints = [...choices, ...(usual === '' ? [] : [`Enter for ${usual}`])].join(', ');
		const question = `  ${field.displayName}${hints === '' ? '' : ` (${hints})`}: `;
		const answer = await asker.ask(question, field.typeOptions?.password === true);
		data[field.name] = answer === '' ? usual : answer;
	}
	return data;
}
