/** The item in a message, in the format of n8n's editor, which adds it to messages without it. */
export const inItem = (itemIndex?: number) =>
	itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
