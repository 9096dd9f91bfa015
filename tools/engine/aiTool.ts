import type { INodeProperties, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

/** The two settings that n8n adds before a tool's own: where the tool's description comes from, and its text. */
function toolSettings({ description, properties }: INodeTypeDescription): INodeProperties[] {
	const text: INodeProperties = {
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: description,
		required: true,
	};
	const describesItself = properties.some(({ name }) => ['resource', 'operation'].includes(name));
	if (!describesItself) return [text];
	return [
		{
			displayName: 'Tool Description',
			name: 'descriptionType',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'Set Automatically', value: 'auto' },
				{ name: 'Set Manually', value: 'manual' },
			],
			default: 'auto',
		},
		{ ...text, displayOptions: { show: { descriptionType: ['manual'] } } },
	];
}

/** The variant of a node that an AI agent can call, as `convertNodeToAiTool` in n8n's CLI makes it. */
export function asAiTool(type: INodeType): INodeType {
	const description: INodeTypeDescription = {
		...type.description,
		name: `${type.description.name}Tool`,
		displayName: `${type.description.displayName} Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		usableAsTool: undefined,
		properties: [...toolSettings(type.description), ...type.description.properties],
	};
	return Object.create(type, { description: { value: description } }) as INodeType;
}
