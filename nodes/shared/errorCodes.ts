/**
 * Error codes for which n8n 2 replaces the message of an error that contains one of them, in upper or lower case
 * (n8n-workflow, `setDescriptiveErrorMessage`). If the message of a failed item is passed on, for example to Stop and
 * Error, the user would read "You can retry the request immediately" about a letter that may have been sent.
 */
const REWRITTEN =
	/(E)(CONNREFUSED|CONNRESET|CONNABORTED|NOTFOUND|TIMEDOUT|ADDRNOTAVAIL|HOSTUNREACH|AI_AGAIN|NOENT|ISDIR|NOTDIR|ACCES|EXIST|PERM)|(ERR)(ADDRINUSE)|(GET)(ADDRINFO)/gi;

/**
 * The text of an error with these codes hyphenated, so that n8n keeps it: `E-CONNRESET`. It can be applied
 * repeatedly.
 */
export const escapeErrorCodes = (text: string): string => text.replace(REWRITTEN, '$1$3$5-$2$4$6');
