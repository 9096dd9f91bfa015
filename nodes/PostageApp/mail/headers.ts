import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { filled, firstDuplicate, objectsIn, textOf } from '../../shared/json';
import { badInput } from '../../shared/parameters/badInput';
import { givenIn, lineIn, namedEmailsIn } from '../../shared/parameters/parameter';
import { settingOf, type MailNames } from './parameterNames';

/** Headers that have parameters of their own. */
const OWN_HEADERS = ['subject', 'from', 'reply-to'];

/** Headers that PostageApp does not support: each recipient gets a message of their own. */
const NO_HEADERS = ['cc', 'bcc', 'to'];

export function headersOf(context: IExecuteSingleFunctions, nameOf: MailNames): IDataObject {
	const line = (name: string) => lineIn(context, nameOf(name));
	const others = objectsIn(givenIn(context, `${settingOf(nameOf, 'headers')}.header`, []));
	const named = others.map(({ name, value }) => [checkedHeader(context, textOf(name)), value]);
	const names = named.map(([name]) => textOf(name).toLowerCase());
	const twice = firstDuplicate([...OWN_HEADERS, ...names]);
	if (twice !== undefined) {
		throw badInput(
			context,
			`The header '${twice}' is there twice, or has a parameter of its own`,
			"'Subject', 'From' and 'Reply To' have parameters. Enter each other header once.",
		);
	}
	return filled<IDataObject[string]>({
		subject: line('subject'),
		from: line('from'),
		'reply-to': namedEmailsIn(context, settingOf(nameOf, 'replyTo')).join(', '),
		...(Object.fromEntries(named) as IDataObject),
	});
}

export function checkedHeader(context: IExecuteSingleFunctions, name: string): string {
	// RFC 5322, section 2.2: printable characters without a colon.
	if (!/^[!-9;-~]+$/.test(name)) {
		throw badInput(
			context,
			`'${name}' can not be the name of a header`,
			'Enter the name alone, such as x-campaign, without a colon.',
		);
	}
	if (NO_HEADERS.includes(name.toLowerCase())) {
		throw badInput(
			context,
			`PostageApp does not send copies by the header '${name}'`,
			"Add the address to 'Recipients': each recipient gets a message of their own.",
		);
	}
	return name;
}
