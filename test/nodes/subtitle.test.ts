import {
	Workflow,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type INodeTypes,
} from 'n8n-workflow';
import { n8n } from '../../package.json';
import { instanceFrom } from '../../tools/engine/published';

const types = n8n.nodes.map((file) => instanceFrom<INodeType>(file));

/** The subtitle that n8n shows below a node's name on the canvas, evaluated as in its editor. */
function subtitleOf(type: INodeType, parameters: INodeParameters) {
	const { name, subtitle } = type.description;
	const nodeTypes = { getByNameAndVersion: () => type } as unknown as INodeTypes;
	const workflow = new Workflow({
		nodes: [{ id: '1', name: 'Node', type: name, typeVersion: 1, position: [0, 0], parameters }],
		connections: {},
		active: false,
		nodeTypes,
	});
	const node = workflow.getNode('Node')!;
	return workflow.expression.getSimpleParameterValue(node, subtitle, 'internal', {});
}

const optionsOf = ({ properties }: INodeTypeDescription, parameter: string, resource?: unknown) =>
	properties
		.filter(({ name }) => name === parameter)
		.filter(
			({ displayOptions }) =>
				!resource || displayOptions?.show?.resource?.includes(resource as string),
		)
		.flatMap(({ options }) => options as INodePropertyOptions[]);

const cases = types.flatMap((type) => {
	const { description } = type;
	const { displayName } = description;
	const shown = (parameters: INodeParameters, words: string) => ({
		displayName,
		type,
		parameters,
		words,
	});
	return [
		...optionsOf(description, 'resource').flatMap((resource) =>
			optionsOf(description, 'operation', resource.value).map((operation) =>
				shown(
					{ resource: resource.value, operation: operation.value },
					`${operation.name}: ${resource.name}`,
				),
			),
		),
		...optionsOf(description, 'event').map((event) => shown({ event: event.value }, event.name)),
		...optionsOf(description, 'events').map((event) =>
			shown({ events: [event.value as string], otherEvents: '' }, event.name),
		),
	];
});

it.each(cases)('$displayName says $words on the canvas', ({ type, parameters, words }) => {
	expect(subtitleOf(type, parameters)).toBe(words);
});

/** The number of characters of a line that the canvas shows; it cuts off the rest. */
const MAX_LENGTH = 32;

it('no words are too long for the canvas', () => {
	expect(cases.map(({ words }) => words).filter((words) => words.length > MAX_LENGTH)).toEqual([]);
});

const webhookTriggers = types.filter(({ description }) => description.webhooks);

describe.each(webhookTriggers)('$description.displayName', (type) => {
	const [first, second] = optionsOf(type.description, 'events');

	it('says that it starts for all events if none is chosen', () => {
		expect(subtitleOf(type, { events: [], otherEvents: '' })).toBe('All Events');
	});

	it('says each event that it starts for', () => {
		const events = [first.value as string, second.value as string];
		expect(subtitleOf(type, { events, otherEvents: 'made.up' })).toBe(
			`${first.name}, ${second.name}, made.up`,
		);
	});
});

it.each(types)('$description.displayName shows what it does not know as it is', (type) => {
	const [{ default: resource }] = type.description.properties;
	const parameters = { resource, operation: 'new', event: 'new', events: ['new'] };
	expect(subtitleOf(type, parameters as INodeParameters)).toMatch(/^new(: [A-Z]\w+)?$/);
});
