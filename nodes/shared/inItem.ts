/** How a message names the item it is about: as n8n's editor does, which adds the item to messages that do not. */
export const inItem = (itemIndex?: number) =>
	itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
