/** An error answer as text: its status, and the code or message that identifies it. */
export function answerText({
	status,
	httpStatus,
	body,
	...said
}: Record<string, unknown>): string | undefined {
	if (typeof httpStatus === 'number') return `${httpStatus} \`${String(status)}\``;
	if (typeof status !== 'number' || Object.keys(said).length > 0) return undefined;
	const { code: word, message } = { ...(body as { code?: string; message?: string }) };
	return `${status} \`${word ?? message ?? JSON.stringify(body)}\``;
}

/** A position of a switch as text. */
export function positionText(position: unknown): string {
	if (typeof position === 'string') return `\`${position}\``;
	if (typeof position !== 'object' || position === null) return String(position);
	return answerText({ ...position }) ?? `\`${JSON.stringify(position)}\``;
}
