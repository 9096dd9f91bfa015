import type { INodeProperties, INodeType } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { kindOf } from '../../nodes/shared/parameters/kind';
import { n8n } from '../../package.json';
import { choices, instanceFrom } from '../../tools/engine/published';
import { read, repository } from '../docs/markdown';

/** A parameter with all parameters nested in it. */
const withInner = (property: INodeProperties): INodeProperties[] => [
	property,
	...(property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(withInner);
		return 'type' in option ? withInner(option) : [];
	}),
];

const nodes = n8n.nodes.map((file) => {
	const { displayName, properties } = instanceFrom<INodeType>(file).description;
	return { displayName, folder: file.split('/')[2], fields: properties.flatMap(withInner) };
});

const labelsOf = (folder?: string) =>
	new Set(
		nodes
			.filter((node) => !folder || node.folder === folder)
			.flatMap(({ fields }) => fields.map(({ displayName }) => displayName)),
	);

describe.each(nodes)('the form of $displayName', ({ fields }) => {
	it('says Recipients wherever several can be entered', () => {
		const several = fields.filter(
			(field) =>
				['emails', 'namedEmails'].includes(String(kindOf(field))) &&
				field.displayName !== 'Reply To',
		);
		expect(several.filter(({ displayName }) => displayName !== 'Recipients')).toEqual([]);
	});

	it('lets choose from a list first, wherever something can be chosen', () => {
		for (const { type, modes = [], default: usual } of fields) {
			if (type !== 'resourceLocator') continue;
			expect(modes[0].displayName).toBe('From List');
			expect(usual).toEqual({ mode: 'list', value: '' });
		}
	});
});

/**
 * How many characters of a label n8n's parameter panel shows: it has 184 pixels there, and cuts off the rest.
 * Measured in the editor of n8n 2.41 at its usual width, where 30 characters of ours take 180 pixels at most.
 */
const LONGEST_LABEL = 30;

/** The same for a choice, once it is selected in its field. */
const LONGEST_CHOICE = 40;

describe.each(nodes)('the panel of $displayName', ({ fields }) => {
	it('shows each label as a whole', () => {
		const labels = fields.filter(({ type }) => type !== 'notice');
		const long = labels.filter(({ displayName }) => displayName.length > LONGEST_LABEL);
		expect(long.map(({ displayName }) => displayName)).toEqual([]);
	});

	it('shows each choice as a whole', () => {
		const lists = fields.filter(({ type }) => ['options', 'multiOptions'].includes(type));
		const names = lists.flatMap((field) => choices(field).map(({ name }) => name));
		const ways = fields.flatMap(({ modes = [] }) => modes.map(({ displayName }) => displayName));
		expect([...names, ...ways].filter((name) => name.length > LONGEST_CHOICE)).toEqual([]);
	});
});

const folders = [...new Set(nodes.map(({ folder }) => folder))];

/** The parameter names in error messages, where they are literals in the source. */
const namedIn = (folder: string) =>
	(readdirSync(join(repository, 'nodes', folder), { recursive: true }) as string[])
		.filter((name) => name.endsWith('.ts'))
		.map((name) => read(join('nodes', folder, name)))
		.flatMap((source) => [...source.matchAll(/[Pp]arameter '([^'$`\n]+)'/g)])
		.map(([, name]) => name);

it.each(folders)('the errors of %s name parameters as its forms do', (folder) => {
	const labels = labelsOf(folder);
	expect(namedIn(folder).filter((name) => !labels.has(name))).toEqual([]);
});

it('what is shared names parameters as some form does', () => {
	const labels = labelsOf();
	expect(namedIn('shared').filter((name) => !labels.has(name))).toEqual([]);
});
