import { postageAppAccount } from '../test/support/postageApp';
import type { Act, Scene } from './act';
import { readExample } from './examples';
import { runToEnd } from './n8n';
import { detail, heading } from './print';
import { step } from '../setup/progress.cjs';
import { runPushed } from './pushed';

const EXAMPLE = 'postageapp-receipts';
const ALARM = 'postageapp-lost-mail-alarm';

const MAILING = 'the mailing';

const reportName = (email: string, state: string) => `the receipt to ${email}: ${state}`;

const alarmName = (email: string, state: string) => `the alarm about ${email}: ${state}`;

/** What PostageApp pushes about the mail of the mailing that comes back. */
const LOST = { recipient: 'bounce@example.org', message_uid: 'receipts-2026-03' };

const sendOnce = async (scene: Scene) => {
	const run = await runToEnd(scene, readExample(EXAMPLE));
	const { duplicate, delivery } = run.items('Send Receipts')[0].json;
	const { state } = delivery as { state: string };
	return { run, isDuplicate: duplicate as boolean, state };
};

/** One mailing by mail merge: run twice, sent once. */
export const postageApp: Act = {
	id: 'postageApp',
	provider: 'PostageApp',
	title: 'receipts by mail merge',
	credentials: (sandbox) => ({ postageAppApi: postageAppAccount(sandbox.postageApp) }),

	async play(scene) {
		const { sandbox, notebook } = scene;
		const { clock } = sandbox;
		const note = (who: string, what: string, state: string) =>
			notebook.timeline.push({ at: clock.now(), who, what, state });
		heading('One mailing, two customers', [EXAMPLE]);

		const first = await step('Send the mailing', () => sendOnce(scene));
		for (const { json } of first.run.items('Get Report')) {
			const { recipient: who, message_id: id } = json as Record<string, string>;
			note(who, 'receipt handed in', first.state);
			detail(who, `message ${id}`);
		}

		const second = await step('Move the clock on by an hour, and run it again', () => {
			clock.advance({ hours: 1 });
			return sendOnce(scene);
		});
		if (second.isDuplicate) {
			notebook.reports.push(`${MAILING}: was there already`);
			detail('', 'the mailing was there already, and is not sent again', 'Send Receipts');
		}
		for (const node of ['Delivered', 'Failed']) {
			for (const { json } of second.run.items(node)) {
				const who = json.recipient as string;
				const { state } = json.delivery as { state: string };
				notebook.reports.push(reportName(who, state));
				note(who, 'the report tells of the receipt', state);
				detail(who, state, node);
			}
		}

		heading('PostageApp calls when a mail is lost', [ALARM]);
		const alarm = await step('Let PostageApp push the event, which is asked about', () =>
			runPushed(scene, 'postageApp', readExample(ALARM), { type: 'failed', data: LOST }),
		);
		for (const { json } of alarm.items('What to tell')) {
			const { recipient: who, state, why } = json as Record<string, string>;
			notebook.reports.push(alarmName(who, state));
			note(who, `an alarm: ${why}`, state);
			detail(who, why, 'What to tell');
		}
	},

	nameOf: ({ recipient }) => `the receipt to ${recipient}`,
	expected: {
		sent: ['the receipt to ada@example.org', 'the receipt to bounce@example.org'],
		reported: [
			`${MAILING}: was there already`,
			reportName('ada@example.org', 'delivered'),
			reportName('bounce@example.org', 'failed'),
			alarmName('bounce@example.org', 'failed'),
		],
		kept: [],
	},
};
