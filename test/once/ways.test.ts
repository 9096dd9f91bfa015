import { publishedNodes } from '../../tools/docs/nodes';
import { read, section, tableRows } from '../docs/markdown';
import { operationsOf } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { DOUBLES } from './doubles';
import { fullTitle, KEYED } from './operations';
import { play } from './play';
import { cellOf, COLUMNS } from './table';
import { expectedOf, WAYS } from './ways';

const stage = setStage({ extraNodes: DOUBLES });
const told = tableRows(section(read('docs/deduplication.md'), 'Prevent Duplicates By'));

beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) {
		sandboxSettings.liftLimits?.(stage.sandbox);
		sandboxSettings.showAfter?.(stage.sandbox, 0);
		sandboxSettings.keepFor?.(stage.sandbox, 14);
	}
});

it('each operation that can prevent duplicates goes these ways', () => {
	const offered = publishedNodes().flatMap(({ description }) =>
		operationsOf(description)
			.filter(({ parameters }) => JSON.stringify(parameters).includes('"deduplicationKey"'))
			.map(
				({ resource, operation }) =>
					`${description.displayName}, ${resource.name}: ${operation.name}`,
			),
	);

	expect(KEYED.map(fullTitle).sort()).toEqual(offered.sort());
});

describe.each(WAYS)('$title', (way) => {
	const cells = KEYED.flatMap((operation) => {
		const expected = expectedOf(way, operation);
		return expected ? [{ operation, expected, title: fullTitle(operation) }] : [];
	});
	let outcomes: string[];
	beforeAll(async () => {
		outcomes = await play(
			stage,
			way,
			cells.map(({ operation }) => operation),
		);
	});

	it.each(cells.map((cell, index) => ({ ...cell, index })))(
		'$title: $expected',
		({ expected, index }) => expect(outcomes[index]).toBe(expected),
	);

	it('comes to what docs/deduplication.md says (npm run docs)', () => {
		const came = COLUMNS.map(({ operations }) => {
			const own = outcomes.filter((_, index) => operations.includes(cells[index].operation));
			return [...new Set(own.length > 0 ? own.map(cellOf) : [cellOf(undefined)])].join(', ');
		});
		const row = told.find(([title]) => title === way.title);

		expect(came).toEqual(row?.slice(1));
	});
});
