import type { Act, Scene } from '../../demo/act';
import { assign, readExample } from '../../demo/examples';
import { runToEnd } from '../../demo/n8n';
import { detail, heading } from '../../demo/print';
import { runPushed } from '../../demo/pushed';
import { step } from '../../setup/progress.cjs';
import { stempWebhook as webhook } from './webhook';

const EXAMPLE = 'stemp-reward-mail';
const WELCOME = 'stemp-welcome-new-user';

const NEW_USER = { email: 'newcomer@example.org', name: 'Nora' };

/** The nodes where a user can end up, and what it means. */
const ends = {
	'Remind them': 'reminder handed in',
	'They know': 'has opened it',
	'They get no emails': 'gets no emails',
} as const;

type End = keyof typeof ends;

const endNames = Object.keys(ends) as End[];

/** The sandbox knows these users by their external IDs; see `sandbox/stemp/magicNames.ts`. */
const users: Array<{ externalId: string; end: End; state: string }> = [
	{ externalId: 'cust_ada', end: 'Remind them', state: 'sent' },
	{ externalId: 'cust_eager', end: 'They know', state: 'delivered' },
	{ externalId: 'cust_suppressed', end: 'They get no emails', state: 'rejected' },
	{ externalId: 'cust_optout', end: 'Remind them', state: 'rejected' },
];

const mailName = (recipient: string, subject: string | null) => `'${subject}' to ${recipient}`;
const reportName = (who: string, end: End, state: string) => `${who} at '${end}': ${state}`;

/** Runs the workflow for one user. */
async function reward(scene: Scene, externalId: string): Promise<void> {
	const { sandbox, notebook } = scene;
	const workflow = assign(readExample(EXAMPLE), 'Who earned a reward', { externalId });
	const run = await step(`Tell ${externalId} of a reward, and look whether they read it`, () =>
		runToEnd(scene, workflow),
	);
	const note = (what: string, state: string) =>
		notebook.timeline.push({ at: sandbox.clock.now(), who: externalId, what, state });

	for (const { json } of run.items('Wait here')) {
		note('reward mail handed in', (json.delivery as { state: string }).state);
	}
	for (const end of endNames) {
		for (const { json } of run.items(end)) {
			const { state } = json.delivery as { state: string };
			const reason = json.reason as string | undefined;
			notebook.reports.push(reportName(externalId, end, state));
			note(reason ? `stemp sends nothing: ${reason}` : ends[end], state);
			detail(externalId, reason ?? ends[end], end);
		}
	}
}

/** stemp calls when a user is new. */
async function welcome(scene: Scene): Promise<void> {
	const { sandbox, notebook } = scene;
	heading('A new user is welcomed as soon as stemp calls', [WELCOME]);
	const data = { ...sandbox.stemp.users.add(NEW_USER) };
	const run = await step('Let stemp push the event', () =>
		runPushed(scene, webhook, readExample(WELCOME), { type: 'user.created', data }),
	);
	for (const { json } of run.items('Welcome them')) {
		const { state } = json.delivery as { state: string };
		const at = sandbox.clock.now();
		notebook.timeline.push({ at, who: NEW_USER.name, what: 'welcome mail handed in', state });
		detail(NEW_USER.name, state, 'Welcome them');
	}
}

/** A mail to each of four users, and a reminder where it makes sense. */
export const demo: Act = {
	title: 'a reward mail and its reminder',

	async play(scene) {
		heading('Four users, and each takes a way of their own', [EXAMPLE]);
		for (const { externalId } of users) await reward(scene, externalId);
		await welcome(scene);
	},

	nameOf: ({ recipient, reference }) => mailName(recipient, reference),
	expected: {
		sent: [
			mailName('ada@example.org', 'Your reward is ready!'),
			mailName('ada@example.org', 'Your reward is still waiting'),
			mailName('eager@example.org', 'Your reward is ready!'),
			mailName('optout@example.org', 'Your reward is ready!'),
			mailName(NEW_USER.email, 'Welcome!'),
		],
		reported: users.map(({ externalId, end, state }) => reportName(externalId, end, state)),
		kept: [],
	},
};
