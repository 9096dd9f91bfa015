import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * An expression for an object with the names of all options by their values. It must not contain `}}`, which ends an
 * expression.
 */
const namesIn = (...lists: INodePropertyOptions[][]) =>
	`(${JSON.stringify(Object.fromEntries(lists.flat().map(({ value, name }) => [value, name])))})`;

const optionsOf = ({ options }: INodeProperties) => options as INodePropertyOptions[];

/** The expression for the name of a parameter's value, or for the value itself if it is not an option. */
const nameOf = (parameter: string, ...lists: INodePropertyOptions[][]) =>
	`(${namesIn(...lists)}[$parameter["${parameter}"]] ?? $parameter["${parameter}"])`;

/**
 * The subtitle of a node on the canvas: the names of its operation and its resource, such as "Get Evidence: Message".
 * @param operations of all resources
 */
export const operationSubtitle = (resource: INodeProperties, operations: INodeProperties[]) =>
	`={{ ${nameOf('operation', ...operations.map(optionsOf))} + ": " + ${nameOf('resource', optionsOf(resource))} }}`;

/** The subtitle of a trigger: the name of its event. */
export const eventSubtitle = (event: INodeProperties) =>
	`={{ ${nameOf(event.name, optionsOf(event))} }}`;

/** The subtitle of a trigger for several events, from the parameters of `eventFilter`. */
export const eventsSubtitle = (known: INodePropertyOptions[]) =>
	`={{ [...[$parameter["events"] ?? []].flat().map((event) => ${namesIn(known)}[event] ?? event), $parameter["otherEvents"]].filter(Boolean).join(", ") || "All Events" }}`;
