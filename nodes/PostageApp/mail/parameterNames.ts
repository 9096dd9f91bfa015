/**
 * What an operation calls the parameters of its mail. n8n works out each parameter of a name, shown or not, so
 * those that are shown under another condition have names of their own.
 */
export type MailNames = (name: string) => string;

/** In operations that make a mail. */
export const plainNames: MailNames = (name) => name;

/** In one that puts a mail in the place of another. */
export const newMessageNames: MailNames = (name) =>
	`new${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** The path of one of the `mailSettings`: their collection alone has another name. */
export const settingOf = (nameOf: MailNames, name: string) =>
	`${nameOf('additionalFields')}.${name}`;
