/**
 * Names of faults for which every n8n 2 puts a text of its own in the place of an error's message, wherever in the
 * message they stand, in capitals or not (n8n-workflow, `setDescriptiveErrorMessage`). A user who passes on what a
 * failed item says, such as to Stop and Error, would read "You can retry the request immediately" of a letter that may
 * have been sent.
 */
const REWRITTEN =
	/(E)(CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|TIMEDOUT|ADDRNOTAVAIL|HOSTUNREACH|AI_AGAIN|NOENT|ISDIR|NOTDIR|ACCES|EXIST|PERM)|(ERR)(ADDRINUSE)|(GET)(ADDRINFO)/gi;

/** A text of an error with those names as n8n leaves them: `E-CONNRESET`. Doing it again changes nothing. */
export const escapeErrorCodes = (text: string): string => text.replace(REWRITTEN, '$1$3$5-$2$4$6');
