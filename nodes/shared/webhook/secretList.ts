/** The secrets of a credential's field, separated by commas, spaces or lines: while a key changes there are two. */
export const secretList = (field: unknown): string[] =>
	typeof field === 'string' ? field.split(/[\s,]+/).filter(Boolean) : [];
