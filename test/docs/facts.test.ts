import { mailDelivery, signatureDelivery, smsDelivery } from '../../nodes/LegallyMail/delivery';
import { legallyMailRateLimit, REQUESTS_PER_MINUTE } from '../../nodes/LegallyMail/policies';
import { MOST_RECIPIENTS } from '../../nodes/LegallyMail/resources/email/letter';
import { MEANINGS } from '../../nodes/PecMassiva/delivery';
import { readPace as pecMassivaPace, sendPace } from '../../nodes/PecMassiva/policies';
import { PAGE_SIZE as POSTAGEAPP_PAGE } from '../../nodes/PostageApp/api';
import {
	statusDelivery as postageAppDelivery,
	transmissionDelivery,
} from '../../nodes/PostageApp/delivery';
import { postageAppRateLimit } from '../../nodes/PostageApp/policies';
import { MAX_RECIPIENTS as POSTAGEAPP_MAX } from '../../nodes/PostageApp/resources/message/batching';
import { stampeeDelivery, EVIDENCE_TYPES } from '../../nodes/Stampee/delivery';
import { stampeeRateLimit } from '../../nodes/Stampee/policies';
import { MAX_RECIPIENTS as STAMPEE_MAX } from '../../nodes/Stampee/resources/message/batching';
import { sendFields } from '../../nodes/Stampee/resources/message/send';
import { PAGE_SIZE as STEMP_PAGE, PRODUCTION } from '../../nodes/Stemp/api';
import { eventDelivery, logDelivery, LOG_STATUSES } from '../../nodes/Stemp/delivery';
import { stempPace } from '../../nodes/Stemp/policies';
import { DELIVERY_STATES } from '../../nodes/shared/delivery';
import { maxConcurrentRequests } from '../../nodes/shared/descriptions';
import { MOST_KEPT } from '../../nodes/shared/deduplication/boundedStore';
import { MOST_BYTES } from '../../nodes/shared/polling';
import { faultSchema } from '../../sandbox/faults';
import { magicNames as legallyMailNames } from '../../sandbox/legallyMail/magicNames';
import { defaultSwitches as legallyMailSwitches } from '../../sandbox/legallyMail/switches';
import { magicNames as pecMassivaNames } from '../../sandbox/pecMassiva/magicNames';
import { defaultSwitches as pecMassivaSwitches } from '../../sandbox/pecMassiva/switches';
import { magicNames as postageAppNames } from '../../sandbox/postageApp/magicNames';
import { defaultSwitches as postageAppSwitches } from '../../sandbox/postageApp/switches';
import { magicNames as stampeeNames } from '../../sandbox/stampee/magicNames';
import { defaultSwitches as stampeeSwitches } from '../../sandbox/stampee/switches';
import { magicNames as stempNames } from '../../sandbox/stemp/magicNames';
import { defaultSwitches as stempSwitches } from '../../sandbox/stemp/switches';
import { read, section, tableRows } from './markdown';
import type { RateLimit } from '../../nodes/shared/policy';

const legallyMail = read('docs/legallymail.md');
const pecMassiva = read('docs/pec-massiva.md');
const stampee = read('docs/stampee.md');
const stemp = read('docs/stemp.md');
const postageApp = read('docs/postageapp.md');
const safety = read('docs/safety.md');
const most = `${MOST_BYTES.toLocaleString('en')} bytes`;

/** The row of a page's table of statuses that a status stands in; cells may hold several, or more words. */
const statusRow = (page: string, status: string) =>
	tableRows(section(page, 'Statuses and delivery')).find(([cell]) =>
		cell.includes(`\`${status}\``),
	) ?? [];

/** The cells that a delivery gives in a table of statuses. */
const cellsOf = ({ state, final }: { state: string; final: boolean }) => [
	`\`${state}\``,
	final ? 'yes' : 'no',
];

describe.each<[string, string, RateLimit]>([
	['PEC Massiva', pecMassiva, pecMassivaPace],
	['Stampee', stampee, stampeeRateLimit],
	['stemp', stemp, stempPace],
	['PostageApp', postageApp, postageAppRateLimit],
])('the page of %s', (_provider, page, pace) => {
	it('tells the cap on requests at once, and how far it can be changed', () => {
		const { typeOptions } = maxConcurrentRequests(pace.inFlight);
		const { minValue, maxValue } = typeOptions ?? {};
		const told = `${pace.inFlight}, can be changed from ${minValue} to ${maxValue}`;
		expect(section(page, 'Limits')).toContain(told);
	});
});

describe.each<[string, string, RateLimit]>([
	['LegallyMail', legallyMail, legallyMailRateLimit],
	['PEC Massiva', pecMassiva, pecMassivaPace],
	['Stampee', stampee, stampeeRateLimit],
	['stemp', stemp, stempPace],
	['PostageApp', postageApp, postageAppRateLimit],
])('the pace and the trigger of %s', (provider, page, pace) => {
	it('are told by its page and by the page on safety alike', () => {
		const cap = (text: string, start: string) =>
			tableRows(text).find(([name]) => name === start)?.[1] ?? '';
		expect(cap(section(safety, 'What is promised'), provider)).toBe(String(pace.inFlight));
		expect(cap(section(page, 'Limits'), 'Requests at once')).toMatch(
			new RegExp(`^${pace.inFlight}\\b`),
		);
	});

	it('tells how many things a trigger watches', () => {
		expect(section(page, 'Limits')).toContain(most);
		expect(section(page, 'Trigger')).toContain(most);
	});
});

it.each([
	['Stampee', stampee],
	['PEC Massiva', pecMassiva],
	['LegallyMail', legallyMail],
	['stemp', stemp],
	['PostageApp', postageApp],
])('the page of %s tells its limits, and what its documents leave open', (provider, page) => {
	for (const heading of ['Limits', `What ${provider} does not document`]) {
		expect(tableRows(section(page, heading)).length).toBeGreaterThan(2);
	}
});

it('the page on safety tells how many sends are kept', () => {
	const told = section(safety, 'Prevent Duplicates By');
	const [size, largest] = [MOST_KEPT, MOST_KEPT / 4].map((number) => number.toLocaleString('en'));
	expect(told).toContain(`${size} bytes at most`);
	expect(told).toContain(`outputs beyond ${largest} bytes`);
});

describe('the page of PEC Massiva', () => {
	it.each(Object.entries(MEANINGS))('translates %s as the node does', (type, meaning) => {
		const { category, event } = meaning;
		const row = tableRows(section(pecMassiva, 'Statuses and delivery')).find(
			([, cell]) => cell === `\`${type}\``,
		);
		const told = [`\`${category}\``, ...cellsOf(meaning), event ?? '`null`'];
		expect(row?.slice(2)).toEqual(told);
	});

	it('tells how far apart sends leave', () => {
		const seconds = (sendPace.minInterval ?? 0) / 1000;
		expect(section(pecMassiva, 'Limits')).toContain(`${seconds} seconds between two`);
	});
});

describe('the page of LegallyMail', () => {
	const limit = (name: string) =>
		tableRows(section(legallyMail, 'Limits')).find(([cell]) => cell === name)?.[1];

	it.each([
		...['pending', 'sent', 'delivered', 'read', 'failed'].map(
			(status) => ['e-mail', status, mailDelivery({ status })] as const,
		),
		...['pending', 'signed', 'declined', 'rejected', 'expired'].map(
			(status) => ['signature', status, signatureDelivery({ status })] as const,
		),
		...['pending', 'sent', 'delivered', 'failed'].map(
			(status) => ['SMS', status, smsDelivery({ status })] as const,
		),
	])('translates %s %s as the node does', (kind, status, delivery) => {
		const row = tableRows(section(legallyMail, 'Statuses and delivery')).find(
			([cell]) => cell.startsWith(kind) && cell.includes(`\`${status}\``),
		);
		expect(row?.slice(1)).toEqual([...cellsOf(delivery), delivery.event ?? '']);
	});

	it('tells the rate, and the most recipients', () => {
		expect(limit('Rate')).toContain(`${REQUESTS_PER_MINUTE} requests a minute`);
		expect(limit('Recipients of an e-mail')).toBe(String(MOST_RECIPIENTS));
	});
});

describe('the page of Stampee', () => {
	it('tells how large attachments may be, in the words of the node', () => {
		const attachments = sendFields.find(({ name }) => name === 'attachments');
		const [size] = /\d+ MB together/.exec(attachments?.description ?? '') ?? [];
		expect(size).toBeDefined();
		expect(section(stampee, 'Limits')).toContain(size);
	});

	it('tells how many things a trigger watches at most', () => {
		expect(section(stampee, 'Trigger')).toContain(most);
	});

	it.each(EVIDENCE_TYPES)('translates %s as the node does', (status) => {
		const delivery = stampeeDelivery(status, 'LRE');
		const row = statusRow(stampee, status);
		expect(row.slice(2, 4)).toEqual(cellsOf(delivery));
		expect(row[4]).toContain(delivery.event);
	});
});

describe('the page of stemp', () => {
	it.each(LOG_STATUSES)('translates %s as the node does', (status) => {
		expect(statusRow(stemp, status).slice(2, 4)).toEqual(cellsOf(logDelivery({ status })));
	});

	it.each(['OPEN', 'CLICK'])('translates the event %s as the node does', (eventType) => {
		const delivery = eventDelivery({ eventType });
		expect(statusRow(stemp, eventType).slice(2, 4)).toEqual(cellsOf(delivery));
	});

	it('tells how far the logs are read', () => {
		const told = `pages of ${STEMP_PAGE} e-mails`;
		expect(section(stemp, 'Trigger')).toContain(told);
	});

	it('tells the address of the production', () => {
		expect(section(stemp, 'Credential')).toContain(`\`${PRODUCTION}\``);
	});
});

describe('the page of PostageApp', () => {
	it.each(['queued', 'retry', 'completed', 'failed'])(
		'translates %s as the node does',
		(status) => {
			const row = statusRow(postageApp, status);
			expect(row.slice(1, 3)).toEqual(cellsOf(postageAppDelivery(status)));
		},
	);

	it.each(['opened_at', 'clicked_at'])('translates %s as the node does', (field) => {
		const delivery = transmissionDelivery({ status: 'completed', [field]: '2026-03-05 10:58:57' });
		expect(statusRow(postageApp, field).slice(1, 3)).toEqual(cellsOf(delivery));
	});

	it('tells how many rows a page has', () => {
		const row = tableRows(section(postageApp, 'Limits')).find(
			([name]) => name === 'Rows on a page',
		);
		expect(row?.[1]).toBe(String(POSTAGEAPP_PAGE));
	});
});

it.each([
	['Stampee', stampee, STAMPEE_MAX],
	['PostageApp', postageApp, POSTAGEAPP_MAX],
])('how many recipients of %s share a request is told', (provider, page, combined) => {
	const told = combined.toLocaleString('en');
	const limit = tableRows(section(page, 'Limits')).find(([name]) => name.includes('combined'));
	const row = tableRows(section(safety, 'Combined items')).find(([name]) => name === provider);
	expect([limit?.[1], row?.[2]]).toEqual([told, told]);
});

it('the README lists the states of the delivery vocabulary', () => {
	const row = tableRows(read('README.md')).find(([field]) => field === '`state`');
	expect(row?.[1].match(/\w+(?=`)/g)).toEqual([...DELIVERY_STATES]);
});

describe('the page of the sandbox', () => {
	const page = read('docs/sandbox.md');

	it.each<[string, object]>([
		['Stampee', stampeeSwitches()],
		['stemp', stempSwitches()],
		['PostageApp', postageAppSwitches()],
		['LegallyMail', legallyMailSwitches()],
		['PEC Massiva', pecMassivaSwitches()],
	])('lists the switches of %s', (provider, switches) => {
		const listed = tableRows(section(page, `Switches of ${provider}`)).map(([cell]) => cell);
		const names = Object.keys(switches).map((name) => `\`${name}\``);
		expect(listed.filter((cell) => cell.startsWith('`'))).toEqual(names);
	});

	it('lists the faults', () => {
		const firstCells = tableRows(page).map(([cell]) => cell);
		const kinds = faultSchema.options.map(({ shape }) => `\`${shape.kind.value}\``);
		expect(firstCells).toEqual(expect.arrayContaining(kinds));
	});

	it.each([
		['Stampee', [...stampeeNames.messages, ...stampeeNames.customers]],
		['stemp', stempNames],
		['PostageApp', postageAppNames],
		['PEC Massiva', pecMassivaNames],
		['LegallyMail', [...legallyMailNames.recipients, ...legallyMailNames.signers]],
	])('lists the names that decide at %s', (provider, names) => {
		const cells = tableRows(section(page, `Names at ${provider}`))
			.map(([cell]) => cell)
			.join(' ');
		expect(names.filter((name) => !cells.includes(`\`${name}@\``))).toEqual([]);
	});
});
