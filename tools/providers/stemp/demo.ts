import type { ProviderDemo, DemoContext } from '../../demo/providerDemo';
import { readExample, submitted } from '../../demo/examples';
import type { RunResult } from '../../engine/engine';
import { detail, heading } from '../../demo/print';
import { runPushed } from '../../demo/pushed';
import { step } from '../../setup/progress.cjs';
import { stempWebhook as webhook } from './webhook';

const EXAMPLE = 'stemp-reward-mail';
const WELCOME = 'stemp-welcome-new-user';

const NEW_USER = { email: 'newcomer@example.org', name: 'Nora' };

/** The nodes that a user can end up at, and what they mean. */
const ends = {
	Reminded: 'reminder handed in',
	'They know': 'has opened it',
	'They get no emails: nothing was sent': 'gets no emails',
	'Not reminded: look at why': 'gets no reminder',
} as const;

type End = keyof typeof ends;

/** The sandbox knows these users by their external IDs; see `sandbox/stemp/magicNames.ts`. */
const users: Array<{ externalId: string; end: End }> = [
	{ externalId: 'cust_ada', end: 'Reminded' },
	{ externalId: 'cust_eager', end: 'They know' },
	{ externalId: 'cust_suppressed', end: 'They get no emails: nothing was sent' },
	{ externalId: 'cust_optout', end: 'Not reminded: look at why' },
];

const mailName = (recipient: string, subject: string | null) => `'${subject}' to ${recipient}`;
const reportName = (who: string, end: End) => `${who} at '${end}'`;

/** Runs the workflow for one user, and resumes it two days later. */
async function rewardRun(context: DemoContext, externalId: string): Promise<RunResult> {
	const { engine, credentials, sandbox } = context;
	const workflow = readExample(EXAMPLE);
	const values = { 'User ID': externalId, Reward: 'a free coffee' };
	const sent = await engine.run(workflow, {
		credentials,
		input: [submitted(workflow, { values })],
	});
	if (sent.status !== 'waiting') return sent;
	sandbox.clock.advance({ days: 2 });
	return await engine.run(workflow, { credentials, resumes: sent.execution });
}

/** Tells one user about a reward, and records where the workflow ended. */
async function reward(context: DemoContext, externalId: string): Promise<void> {
	const { sandbox, record } = context;
	const run = await step(`Tell ${externalId} of a reward, and look two days later`, () =>
		rewardRun(context, externalId),
	);
	const note = (what: string, state: string) =>
		record.timeline.push({ at: sandbox.clock.now(), who: externalId, what, state });

	for (const { json } of run.items('Wait two days')) {
		note('reward mail handed in', (json.delivery as { state: string }).state);
	}
	const end = (Object.keys(ends) as End[]).find(
		(name) => name === run.execution.data?.resultData.lastNodeExecuted,
	);
	if (!end) throw new Error(run.error?.message ?? `The workflow '${EXAMPLE}' ended somewhere else`);
	record.reports.push(reportName(externalId, end));
	const [reached] = run.items(end);
	const delivery = reached?.json.delivery as { state: string } | undefined;
	// Stop and Error has no output.
	note(ends[end], delivery?.state ?? 'rejected');
	detail(externalId, ends[end], end);
}

/** stemp calls the webhook for a new user. */
async function welcome(context: DemoContext): Promise<void> {
	const { sandbox, record } = context;
	heading('A new user is welcomed as soon as stemp calls', [WELCOME]);
	const data = { ...sandbox.stemp.users.add(NEW_USER) };
	const run = await step('Let stemp push the event', () =>
		runPushed(context, webhook, readExample(WELCOME), { type: 'user.created', data }),
	);
	for (const { json } of run.items('Welcome them')) {
		const { state } = json.delivery as { state: string };
		const at = sandbox.clock.now();
		record.timeline.push({ at, who: NEW_USER.name, what: 'welcome mail handed in', state });
		detail(NEW_USER.name, state, 'Welcome them');
	}
}

/** A mail to each of four users, and a reminder where it makes sense. */
export const demo: ProviderDemo = {
	title: 'a reward mail and its reminder',

	async run(context) {
		heading('Four users, and each takes a way of their own', [EXAMPLE]);
		for (const { externalId } of users) await reward(context, externalId);
		await welcome(context);
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
		reported: users.map(({ externalId, end }) => reportName(externalId, end)),
		kept: [],
	},
};
