import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { choices, operationsOf } from '../engine/published';
import { asCell, asTable } from './table';

const italic = (text: string) => `_${text}_`;

/**
 * The initial value of a field; empty if it has none. For fields that have to be added first, only a value that also
 * applies while the field is absent: an absent filter filters nothing.
 */
function defaultOf(
	{ type, default: value, options }: INodeProperties,
	collection?: string,
): string {
	if (collection !== undefined && collection !== 'options' && type !== 'boolean') return '';
	if (collection === 'updateFields') return '';
	if (type === 'boolean') return value === true ? 'on' : 'off';
	if (type === 'options' || type === 'multiOptions') {
		if (collection !== undefined) return '';
		return choices({ options } as INodeProperties)
			.filter((choice) => [value].flat().includes(choice.value))
			.map(({ name }) => italic(name))
			.join(', ');
	}
	if (typeof value === 'number' && value !== 0) return String(value);
	if (type === 'string' && typeof value === 'string' && value !== '') return `\`${value}\``;
	return '';
}

/** Adds a full stop if it is missing: only some hints end with one. */
const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);

/** Converts the editor's HTML to Markdown. */
const inMarkdown = (text: string) =>
	text
		.replace(/&lt;(.*?)&gt;/g, '`<$1>`')
		.replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/<\/?code>/g, '`');

/** The choices of a field. */
function offered({ type, options, modes = [] }: INodeProperties): string | undefined {
	const names =
		type === 'resourceLocator'
			? modes.map(({ displayName }) => displayName)
			: type === 'options' || type === 'multiOptions'
				? choices({ options } as INodeProperties).map(({ name }) => name)
				: [];
	return names.length > 0 ? names.map(italic).join(', ') : undefined;
}

/** The editor's description of a field; its placeholder if there is no other text. */
function told(property: INodeProperties): string {
	const { type, description, hint, typeOptions, placeholder = '' } = property;
	const { minValue, maxValue } = typeOptions ?? {};
	const isRange = minValue !== undefined && maxValue !== undefined;
	const texts = [
		offered(property),
		description,
		hint,
		isRange ? `From ${minValue} to ${maxValue}` : undefined,
	].filter((text) => text !== undefined);
	if (texts.length === 0 && type === 'string' && placeholder !== '') {
		return `Such as \`${placeholder.replace('e.g. ', '')}\`.`;
	}
	return texts.map((text) => sentence(inMarkdown(text))).join(' ');
}

const within = ({ type, options = [] }: INodeProperties): INodeProperties[] => {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
};

/** The rows of a field and its inner fields. A collection, such as Options, has no row. */
function rowsOf(property: INodeProperties, above: string[] = [], collection?: string): string[][] {
	if (property.type === 'notice' || property.type === 'hidden') return [];
	const labels = [...above, property.displayName];
	const isCollection = property.type === 'collection';
	const inner = within(property).flatMap((each) =>
		rowsOf(each, labels, isCollection ? property.name : collection),
	);
	if (isCollection) return inner;
	return [
		[labels.join(' › '), told(property), defaultOf(property, collection)].map(asCell),
		...inner,
	];
}

/** The options that every operation has; the page describes them once. */
const COMMON = ['Max Concurrent Requests', 'Max Requests per Minute', 'Prevent Duplicates By'];

const withoutCommon = (property: INodeProperties): INodeProperties =>
	property.type === 'collection'
		? {
				...property,
				options: (property.options as INodeProperties[]).filter(
					({ displayName }) => !COMMON.includes(displayName),
				),
			}
		: property;

/** The parameter table; fields that never show together and have the same text share a row. */
function parametersTable(properties: INodeProperties[]): string {
	const rows = new Map(
		properties.flatMap((each) => rowsOf(each)).map((row) => [row.join('|'), row]),
	);
	return asTable(['parameter', 'what it is', 'default'], [...rows.values()]);
}

/** The tables of a node: by `resource_operation` for each operation with parameters, or a trigger's single table. */
export function parametersParts(description: INodeTypeDescription): Record<string, () => string> {
	const { properties, polling, webhooks } = description;
	if (polling)
		return { trigger: () => parametersTable(properties.filter(({ name }) => name !== 'event')) };
	if (webhooks) return { webhookTrigger: () => parametersTable(properties) };
	return Object.fromEntries(
		operationsOf(description).map(({ resource, operation, parameters }) => [
			`${resource.value}_${operation.value}`,
			() => parametersTable(parameters.map(withoutCommon)),
		]),
	);
}
