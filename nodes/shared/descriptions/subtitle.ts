import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** An expression for an object that has the names of all options by their values. n8n ends an expression at `}}`. */
const namesIn = (...lists: INodePropertyOptions[][]) =>
	`(${JSON.stringify(Object.fromEntries(lists.flat().map(({ value, name }) => [value, name])))})`;

const optionsOf = ({ options }: INodeProperties) => options as INodePropertyOptions[];

/** The expression for the name of a parameter's value, or for what stands there if no option has it. */
const nameOf = (parameter: string, ...lists: INodePropertyOptions[][]) =>
	`(${namesIn(...lists)}[$parameter["${parameter}"]] ?? $parameter["${parameter}"])`;

/**
 * What a node shows beneath its name on the canvas: its operation and its resource as its form has them, such as
 * "Get Evidence: Message".
 * @param operations of all resources
 */
export const operationSubtitle = (resource: INodeProperties, operations: INodeProperties[]) =>
	`={{ ${nameOf('operation', ...operations.map(optionsOf))} + ": " + ${nameOf('resource', optionsOf(resource))} }}`;

/** What a trigger shows beneath its name: the event that it starts for, as its form has it. */
export const eventSubtitle = (event: INodeProperties) =>
	`={{ ${nameOf(event.name, optionsOf(event))} }}`;

/** What a trigger of several events shows beneath its name, by the parameters of `eventFilter`. */
export const eventsSubtitle = (known: INodePropertyOptions[]) =>
	`={{ [...[$parameter["events"] ?? []].flat().map((event) => ${namesIn(known)}[event] ?? event), $parameter["otherEvents"]].filter(Boolean).join(", ") || "All Events" }}`;
