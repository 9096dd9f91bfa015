import type { INodeType } from 'n8n-workflow';
import { DELIVERY_STATES, ERDS_EVENTS } from '../../nodes/shared/delivery';
import { maxConcurrentRequests } from '../../nodes/shared/descriptions';
import { MAX_STORE_BYTES } from '../../nodes/shared/deduplication/boundedStore';
import { MAX_BYTES } from '../../nodes/shared/polling';
import packageJson from '../../package.json';
import { faultSchema } from '../../sandbox/faults';
import { instanceFrom } from '../../tools/engine/published';
import { PROVIDERS } from '../../tools/providers';
import { read, section, tableRows } from './markdown';

const guarantees = read('docs/guarantees.md');
const sandbox = read('docs/sandbox.md');
const undocumented = read('docs/undocumented.md');
const most = `${MAX_BYTES.toLocaleString('en')} bytes`;

/** The facts of each provider, and its page. */
const providers = PROVIDERS.map(
	({ name, title, page, facts, contract: { switches, unknowns } }) => ({
		name,
		title,
		page: read(`docs/${page}.md`),
		switches,
		unknowns,
		...facts,
	}),
);

/** The nodes in which users can change the number of concurrent requests. */
const changing = packageJson.n8n.nodes
	.map((file) => instanceFrom<INodeType>(file).description)
	.filter(({ properties }) =>
		JSON.stringify(properties).includes(`"name":"${maxConcurrentRequests(1).name}"`),
	)
	.map(({ name }) => name);

/** The cell next to a name in a table of limits. */
const cellOf = (text: string, name: string) =>
	tableRows(text).find(([cell]) => cell === name)?.[1] ?? '';

describe.each(providers.filter(({ name }) => changing.includes(name)))(
	'the page of $title',
	({ page, rateLimit }) => {
		it('tells the cap on requests at once, and how far it can be changed', () => {
			const { typeOptions } = maxConcurrentRequests(rateLimit.inFlight);
			const { minValue, maxValue } = typeOptions ?? {};
			const told = `${rateLimit.inFlight}, can be changed from ${minValue} to ${maxValue}`;
			expect(section(page, 'Limits')).toContain(told);
		});
	},
);

describe.each(providers)('the pace and the trigger of $title', ({ title, page, rateLimit }) => {
	it('are told by its page and by the page on guarantees alike', () => {
		expect(cellOf(section(guarantees, 'Rate limits'), title)).toBe(String(rateLimit.inFlight));
		expect(cellOf(section(page, 'Limits'), 'Requests at once')).toMatch(
			new RegExp(`^${rateLimit.inFlight}\\b`),
		);
	});

	it('tells how many things a trigger watches, and where the rules of all triggers stand', () => {
		expect(section(page, 'Limits')).toContain(most);
		expect(section(page, 'Trigger')).toContain('(triggers.md)');
	});
});

it.each(providers)(
	'the page of $title tells its limits, and where it stands what its documents leave open',
	({ title, page, unknowns }) => {
		expect(tableRows(section(page, 'Limits')).length).toBeGreaterThan(2);
		const told = tableRows(section(undocumented, title)).slice(2);
		expect(told).toHaveLength(Object.keys(unknowns).length);
		const anchor = title.toLowerCase().replaceAll(' ', '-');
		expect(page).toContain(`(undocumented.md#${anchor})`);
	},
);

it('the page on polling triggers tells how much one of them stores', () => {
	expect(section(read('docs/triggers.md'), 'What is stored')).toContain(most);
});

it('the page on deduplication tells how many sends are kept', () => {
	const told = section(read('docs/deduplication.md'), 'Where the records are');
	const [size, largest] = [MAX_STORE_BYTES, MAX_STORE_BYTES / 4].map((number) =>
		number.toLocaleString('en'),
	);
	expect(told).toContain(`${size} bytes at most`);
	expect(told).toContain(`outputs beyond ${largest} bytes`);
});

describe.each(providers)('the page of $title', ({ page, statuses, limits, told }) => {
	it.each(statuses)('translates $title as the node does', ({ in: isIt, from, cells, more }) => {
		const row = tableRows(section(page, 'Statuses and delivery')).find(isIt) ?? [];
		expect(row.slice(from, from + cells.length)).toEqual(cells);
		if (more !== undefined) expect(row[from + cells.length]).toContain(more);
	});

	const limitRows = Object.entries(limits);
	if (limitRows.length > 0) {
		it.each(limitRows)('tells this limit: %s', (name, value) => {
			const cell = cellOf(section(page, 'Limits'), name);
			if (/^\d+$/.test(value)) expect(cell).toBe(value);
			else expect(cell).toContain(value);
		});
	}

	const sentences = Object.entries(told).flatMap(([heading, all]) =>
		all.map((each) => [heading, each] as const),
	);
	if (sentences.length > 0) {
		it.each(sentences)('tells under %s: %s', (heading, words) => {
			expect(section(page, heading)).toContain(words);
		});
	}
});

it.each(providers.filter(({ mostCombined }) => mostCombined !== undefined))(
	'how many recipients of $title share a request is told',
	({ title, page, mostCombined }) => {
		const told = mostCombined!.toLocaleString('en');
		const limit = tableRows(section(page, 'Limits')).find(([name]) => name.includes('combined'));
		const row = tableRows(section(read('docs/failures.md'), 'Combined items')).find(
			([name]) => name === title,
		);
		expect([limit?.[1], row?.[2]]).toEqual([told, told]);
	},
);

describe('the page on deliveries', () => {
	const page = read('docs/delivery.md');
	const firstCells = (heading: string) =>
		tableRows(section(page, heading))
			.slice(2)
			.map(([cell]) => cell.replaceAll('`', ''));

	it('lists the states', () => {
		expect(firstCells('States')).toEqual([...DELIVERY_STATES]);
	});

	it('lists the events that some provider has, and no others', () => {
		expect(firstCells('Events')).toEqual([...ERDS_EVENTS]);
		const unused = tableRows(section(page, 'Events')).filter(([, titles]) => titles === '');
		expect(unused).toEqual([]);
	});
});

describe('the page of the sandbox', () => {
	it.each(providers)('lists the switches of $title', ({ title, switches }) => {
		const listed = tableRows(section(sandbox, `Switches of ${title}`)).map(([cell]) => cell);
		const names = Object.keys(switches).map((name) => `\`${name}\``);
		expect(listed.filter((cell) => cell.startsWith('`'))).toEqual(names);
	});

	it('lists the faults', () => {
		const firstCells = tableRows(sandbox).map(([cell]) => cell);
		const kinds = faultSchema.options.map(({ shape }) => `\`${shape.kind.value}\``);
		expect(firstCells).toEqual(expect.arrayContaining(kinds));
	});

	it.each(providers)('lists the names that decide at $title', ({ title, names }) => {
		const cells = tableRows(section(sandbox, `Names at ${title}`))
			.map(([cell]) => cell)
			.join(' ');
		expect(names.filter((name) => !cells.includes(`\`${name}\``))).toEqual([]);
	});
});
