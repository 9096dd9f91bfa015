/** How a message names the item it is about, in n8n's manner. */
export const inItem = (itemIndex?: number) =>
	itemIndex === undefined ? '' : ` [Item ${itemIndex}]`;
