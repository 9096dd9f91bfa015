import type { IExecuteSingleFunctions, INodeExecutionData } from 'n8n-workflow';

/** As many of the items as the user wants, where PostageApp gives out a whole list at once. */
export function cut(
	context: IExecuteSingleFunctions,
	items: INodeExecutionData[],
): INodeExecutionData[] {
	if (context.getNodeParameter('returnAll', false)) return items;
	return items.slice(0, Number(context.getNodeParameter('limit', 50)));
}
