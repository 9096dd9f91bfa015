/** An error in the envelope of Pigeon Post's page. */
export const refusal = (status: number, code: string, text: string) => ({
	status,
	body: { error: { code, text } },
});

/** The errors of Pigeon Post's page, word for word. */
export const refusals = {
	unauthorized: refusal(401, 'unauthorized', 'Unknown key'),
	incomplete: refusal(422, 'incomplete', 'A letter needs a loft and a text'),
	unknownLoft: refusal(422, 'unknown-loft', 'No such loft'),
	keyReused: refusal(409, 'key-reused', 'The idempotency key stands for another letter'),
	unknownLetter: refusal(404, 'unknown-letter', 'No such letter'),
	badCursor: refusal(422, 'bad-cursor', 'No such cursor'),
	badLink: refusal(403, 'bad-link', 'The link has expired or was changed'),
};
