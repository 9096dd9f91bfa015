import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { entriesOf } from '../../nodes/shared/parameters/kind';
import { choices, operationsOf } from '../engine/published';
import { asCell, asTable } from './table';

const italic = (text: string) => `_${text}_`;

/** What a field holds before anyone has touched it; nothing for what is empty, or only an example. */
function defaultOf({ type, default: value, options }: INodeProperties): string {
	if (type === 'boolean') return value === true ? 'on' : 'off';
	if (type === 'options' || type === 'multiOptions') {
		const names = choices({ options } as INodeProperties)
			.filter((choice) => [value].flat().includes(choice.value))
			.map(({ name }) => italic(name));
		return names.join(', ');
	}
	if (type === 'number') return String(value);
	if (type === 'string' && value !== '') return `\`${String(value)}\``;
	return '';
}

/** A description with a full stop, as hints have it or not. */
const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);

/** HTML as the editor shows it, in Markdown. */
const inMarkdown = (text: string) =>
	text
		.replace(/&lt;(\/?\w+)&gt;/g, '`<$1>`')
		.replace(/<a href="([^"]*)"[^>]*>(.*?)<\/a>/g, '[$2]($1)')
		.replace(/<\/?code>/g, '`');

/** What the editor says of a field. */
function told({ description, hint, type, options, typeOptions }: INodeProperties): string {
	const { minValue, maxValue } = typeOptions ?? {};
	const range =
		minValue !== undefined && maxValue !== undefined
			? `From ${minValue} to ${maxValue}`
			: undefined;
	const list = choices({ options } as INodeProperties);
	const hasList = (type === 'options' || type === 'multiOptions') && list.length > 0;
	const offered = hasList ? `${list.map(({ name }) => italic(name)).join(', ')}` : undefined;
	return [offered, description, hint, range]
		.filter((text) => text !== undefined)
		.map((text) => sentence(inMarkdown(text)))
		.join(' ');
}

const within = (property: INodeProperties): INodeProperties[] => {
	const { type, options = [] } = property;
	if (type === 'collection') return options as INodeProperties[];
	if (type === 'fixedCollection') {
		return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
	}
	return entriesOf(property)?.values ?? [];
};

/** A field and those within it. The fields of a collection, such as Options, stand for it. */
function rowsOf(property: INodeProperties, above: string[] = []): string[][] {
	if (property.type === 'notice' || property.type === 'hidden') return [];
	const labels = [...above, property.displayName];
	const inner = within(property).flatMap((each) => rowsOf(each, labels));
	if (property.type === 'collection') return inner;
	const label = labels.map((each) => asCell(each)).join(' › ');
	return [[label, asCell(told(property)), asCell(defaultOf(property))], ...inner];
}

/** The options that each operation has, which the page tells once for all of them. */
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

/** The table of some fields; the rows that say the same of fields that never show together are one. */
function parametersTable(properties: INodeProperties[]): string {
	const rows = new Map(
		properties.flatMap((each) => rowsOf(each)).map((row) => [row.join('|'), row]),
	);
	return asTable(['parameter', 'what it is', 'default'], [...rows.values()]);
}

/** The tables of a node: by `resource_operation` for each operation that has parameters, or the one of a trigger. */
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
