/**
 * Maps the parameters of a mail to an operation's names for them. n8n evaluates each parameter of a name, displayed
 * or not, so those with another display condition have different names.
 */
export type MailNames = (name: string) => string;

/** For operations that create a mail. */
export const plainNames: MailNames = (name) => name;

/** For an operation that replaces a mail. */
export const newMessageNames: MailNames = (name) =>
	`new${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The path of one of the `mailSettings`: only their collection has another name. */
export const settingOf = (nameOf: MailNames, name: string) =>
	`${nameOf('additionalFields')}.${name}`;
