import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	NodeHelpers,
	type ICredentialType,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';

/** Written by the build; n8n gives the editor only this. */
const built = <Shape>(kind: string) =>
	JSON.parse(
		readFileSync(join(resolve(__dirname, '../..'), 'dist/types', `${kind}.json`), 'utf8'),
	) as Shape;

export type NodeType = INodeTypeDescription & { iconUrl: { light: string; dark: string } };

/** All nodes of the package, as the editor gets them. */
export const nodeTypes = built<NodeType[]>('nodes');

export const credentialTypes = built<ICredentialType[]>('credentials');

export const isTrigger = ({ group }: NodeType) => group.includes('trigger');

export const actionNodes = nodeTypes.filter((type) => !isTrigger(type));

export const triggers = nodeTypes.filter(isTrigger);

/** The triggers that a provider calls. */
export const webhookTriggers = triggers.filter(({ webhooks }) => webhooks);

/** The parameter with the events that a trigger starts for: one event, or several. */
export const eventParameter = ({ properties }: NodeType) =>
	properties.find(({ name }) => name === 'event' || name === 'events')!;

/** The events that a trigger starts for. */
export const eventsOf = (trigger: NodeType) => choices(trigger, eventParameter(trigger).name, {});

/** A node that was just added. */
export const freshNode = ({ name, defaults, credentials = [] }: NodeType) => ({
	name: defaults.name as string,
	type: `n8n-nodes-certified-mail.${name}`,
	typeVersion: 1,
	parameters: {},
	credentials: Object.fromEntries(
		credentials.map(({ name: type }) => [type, { id: null, name: '' }]),
	),
});

/** The options of a parameter, if the node shows it with these values. */
export function choices(type: NodeType, parameter: string, values: INodeParameters) {
	const found = type.properties.find(
		(property) => property.name === parameter && isShown(type, property, values),
	);
	return (found?.options ?? []) as INodePropertyOptions[];
}

/** The labels that a user sees when the parameters have these values, and all others their defaults. */
export function labels(type: NodeType, values: INodeParameters): string[] {
	const all = NodeHelpers.getNodeParameters(type.properties, values, true, false, null, type)!;
	return (
		type.properties
			// Node settings are on another page.
			.filter((property) => isShown(type, property, all) && !property.isNodeSetting)
			// A notice contains markup.
			.flatMap(({ displayName }) => displayName.split(/<\/?\w+>/).filter(Boolean))
	);
}

const isShown = (type: NodeType, property: INodeProperties, values: INodeParameters) =>
	NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, type);
