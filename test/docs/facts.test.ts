import { stampeeDelivery, EVIDENCE_TYPES } from '../../nodes/Stampee/delivery';
import { stampeePace } from '../../nodes/Stampee/policies';
import { sendFields } from '../../nodes/Stampee/resources/message/send';
import { DELIVERY_STATES } from '../../nodes/shared/delivery';
import { requestsAtOnce } from '../../nodes/shared/descriptions';
import { MOST_WATCHED } from '../../nodes/shared/polling';
import { faultSchema } from '../../sandbox/faults';
import { magicNames } from '../../sandbox/stampee/magicNames';
import { defaultSwitches } from '../../sandbox/stampee/switches';
import { read, section, tableRows } from './markdown';

const stampee = read('docs/stampee.md');
const limits = section(stampee, 'Limits');

describe('the page of Stampee', () => {
	it('tells the cap on requests at once, and how far it can be changed', () => {
		const { typeOptions } = requestsAtOnce(stampeePace.inFlight);
		const { minValue, maxValue } = typeOptions ?? {};
		expect(limits).toContain(
			`${stampeePace.inFlight}, can be changed from ${minValue} to ${maxValue}`,
		);
	});

	it('tells how many things a trigger watches', () => {
		expect(limits).toContain(MOST_WATCHED.toLocaleString('en'));
		expect(section(stampee, 'Trigger')).toContain(`At most ${MOST_WATCHED.toLocaleString('en')}`);
	});

	it('tells how large attachments may be, in the words of the node', () => {
		const attachments = sendFields.find(({ name }) => name === 'attachments');
		const [size] = /\d+ MB together/.exec(attachments?.description ?? '') ?? [];
		expect(size).toBeDefined();
		expect(limits).toContain(size);
	});

	it.each(EVIDENCE_TYPES)('translates %s as the node does', (status) => {
		const { state, final, event } = stampeeDelivery(status, 'LRE');
		const row = tableRows(section(stampee, 'Statuses and delivery')).find(
			([word]) => word === `\`${status}\``,
		);
		expect(row?.slice(2, 4)).toEqual([`\`${state}\``, final ? 'yes' : 'no']);
		expect(row?.[4]).toContain(event);
	});
});

it('the README lists the states of the delivery vocabulary', () => {
	const row = tableRows(read('README.md')).find(([field]) => field === '`state`');
	expect(row?.[1].match(/\w+(?=`)/g)).toEqual([...DELIVERY_STATES]);
});

describe('the page of the sandbox', () => {
	const page = read('docs/sandbox.md');
	const firstCells = tableRows(page).map(([cell]) => cell);

	it('lists the switches', () => {
		const listed = tableRows(section(page, 'Switches of Stampee')).map(([cell]) => cell);
		const names = Object.keys(defaultSwitches()).map((name) => `\`${name}\``);
		expect(listed.filter((cell) => cell.startsWith('`'))).toEqual(names);
	});

	it('lists the faults', () => {
		const kinds = faultSchema.options.map(({ shape }) => `\`${shape.kind.value}\``);
		expect(firstCells).toEqual(expect.arrayContaining(kinds));
	});

	it('lists the names that decide', () => {
		const names = [...magicNames.messages, ...magicNames.customers];
		const cells = firstCells.join(' ');
		expect(names.filter((name) => !cells.includes(`\`${name}@\``))).toEqual([]);
	});
});
