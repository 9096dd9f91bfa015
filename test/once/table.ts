import { KEYED, type KeyedOperation } from './operations';
import { expectedOf, WAYS, type Way } from './ways';

/** Operations of a provider with the same outcomes in the table. */
export interface Column {
	head: string;
	operations: KeyedOperation[];
}

/** Whether two operations have the same outcome for each way that applies to both. */
const areAlike = (one: KeyedOperation, other: KeyedOperation) =>
	WAYS.every((way) => {
		const outcomes = [one, other].map((operation) => expectedOf(way, operation));
		return outcomes.includes(undefined) || outcomes[0] === outcomes[1];
	});

function headOf(operations: KeyedOperation[]): string {
	const [{ provider }] = operations;
	const isWhole = operations.length === KEYED.filter((each) => each.provider === provider).length;
	const titles = operations.map(({ title }) => title).join(', ');
	return isWhole ? provider.title : `${provider.title} (${titles})`;
}

/** The columns of the table, by provider. */
export const COLUMNS: Column[] = KEYED.reduce<KeyedOperation[][]>((groups, operation) => {
	const group = groups.find(
		([first]) => first.provider === operation.provider && areAlike(first, operation),
	);
	if (group) group.push(operation);
	else groups.push([operation]);
	return groups;
}, []).map((operations) => ({ head: headOf(operations), operations }));

/** The text of a cell: a repeated send is bold, and a dash means that the way does not apply to the operation. */
export const cellOf = (outcome: string | undefined): string =>
	outcome === 'sent again' ? '**sent again**' : (outcome ?? '–');

const cellIn = (way: Way, { operations }: Column) =>
	cellOf(operations.map((operation) => expectedOf(way, operation)).find(Boolean));

const line = (cells: string[]) => `| ${cells.join(' | ')} |`;

/** The table of docs/deduplication.md, which the tests of the ways verify. */
export const waysTable = (): string =>
	[
		['what happens', ...COLUMNS.map(({ head }) => head)],
		['---', ...COLUMNS.map(() => '---')],
		...WAYS.map((way) => [way.title, ...COLUMNS.map((column) => cellIn(way, column))]),
	]
		.map(line)
		.join('\n');
