import type { Fault } from '../../../sandbox';
import { chain, start } from '../../../tools/engine/chain';
import {
	mailToEachItem,
	postageApp,
	postageAppAccount,
} from '../../../tools/providers/postageApp/node';
import { savedWorkflow } from '../../../tools/engine/savedWorkflow';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
/** How often a mail is tried. */
const TRIES = 4;

let orders = 0;

/** Sends a mail, always with the same key. */
function mailing() {
	const order = `order-${++orders}`;
	const node = postageApp(['message', 'send'], {
		...mailToEachItem,
		options: { deduplicationKey: '={{ $json.order }}' },
	});
	const workflow = savedWorkflow(stage, () => ({ ...chain(start, node), id: order }));
	const credentials = { postageAppApi: postageAppAccount(stage.sandbox.postageApp) };
	const input = [{ json: { email: 'a@example.org', order } }];
	/** @param fault the fault that the mail meets, while lookups at PostageApp fail */
	return async (fault?: Fault) => {
		const { faults } = stage.sandbox;
		if (fault) {
			faults.add({ provider: 'postageApp', on: SEND, times: TRIES, fault });
			for (const on of LOOKUPS)
				faults.add({ provider: 'postageApp', on, times: 100, fault: blind });
		}
		const { error } = await workflow.run({ credentials, input });
		await faults.clear();
		return error?.message;
	};
}

const SEND = 'POST /v.1.1/send_message';
const LOOKUPS = ['POST /v.1.1/get_message_receipt', 'POST /v.1.1/get_message_transmissions'];
const blind: Fault = { kind: 'status', status: 500 };

const sends = () =>
	stage.sandbox.journal.requests('postageApp').filter(({ path }) => path.endsWith('/send_message'))
		.length;

describe('a mail that may have been sent more than 14 days ago, so that PostageApp may not know it again', () => {
	it.each<[string, Fault]>([
		['lost again', { kind: 'resetBefore' }],
		['refused', { kind: 'status', status: 422, body: { response: { status: 'bad_request' } } }],
		['refused for its key', { kind: 'status', status: 401 }],
	])('is asked for first, also if it was %s a day before that', async (_, fault) => {
		const send = mailing();
		expect(await send({ kind: 'resetAfter' })).toMatch(/^May have been sent: /);
		stage.time.jump(13 * DAY);
		expect(await send(fault)).toBeDefined();
		stage.time.jump(2 * DAY);
		stage.sandbox.journal.clear();
		await send();
		expect(sends()).toBe(0);
	});

	it.each([
		['an hour back', -HOUR],
		['an hour ahead', HOUR],
	])('is asked for first, though the clock was set %s since', async (_, step) => {
		const send = mailing();
		expect(await send({ kind: 'resetAfter' })).toMatch(/^May have been sent: /);
		stage.time.pass(14 * DAY + HOUR / 6);
		stage.time.jump(step);
		stage.sandbox.journal.clear();
		await send();
		expect(sends()).toBe(0);
	});
});

describe('a mail that may have been sent just now', () => {
	it.each([
		['an hour back', -HOUR],
		['an hour ahead', HOUR],
	])('is sent again under its UID, though the clock was set %s since', async (_, step) => {
		const send = mailing();
		expect(await send({ kind: 'resetBefore' })).toMatch(/^May have been sent: /);
		stage.time.jump(step);
		stage.sandbox.journal.clear();
		expect(await send()).toBeUndefined();
		expect(stage.sandbox.journal.accepted('postageApp')).toHaveLength(1);
	});
});
