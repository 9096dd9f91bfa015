import type { IDataObject } from 'n8n-workflow';
import type { DemoContext } from '../../../demo/providerDemo';
import { ActiveWorkflow, destination, type Tick } from '../../../demo/activeWorkflow';
import { readExample, submitted } from '../../../demo/examples';
import { runToEnd } from '../../../demo/n8n';
import type { DemoRecord } from '../../../demo/record';
import { detail, heading } from '../../../demo/print';
import { step } from '../../../setup/progress.cjs';
import { runPushed } from '../../../demo/pushed';
import { stampeeWebhook as webhook } from '../webhook';
import { reportName } from './expectations';

/** A customer as output by the Stampee node. */
export type Customer = IDataObject & { id: string; name: string; email: string; state: string };

const EXAMPLE = 'stampee-onboard-customer';

/** Asks a customer for permission to send letters in their name, and waits for the answer. */
export async function onboardCustomer(context: DemoContext): Promise<Customer> {
	const {
		record,
		sandbox: { clock },
	} = context;
	const workflow = readExample(EXAMPLE);
	const answers = new ActiveWorkflow(context, workflow, 'When a customer answers');
	heading('A customer agrees that letters go out in their name', [EXAMPLE]);

	await step('Switch the workflow on', () => answers.poll());

	const customer = await step('Ask the customer', async () => {
		const values = { Name: 'Atelier Dupin', Email: 'accept@example.org' };
		const run = await runToEnd(context, workflow, { input: [submitted(workflow, { values })] });
		return run.items('Ask the customer')[0].json as Customer;
	});
	detail(customer.name, 'was asked by email');
	record.timeline.push({
		at: clock.now(),
		who: customer.name,
		what: 'asked to agree',
		state: customer.state.toLowerCase(),
	});

	const tick = await step('Move the clock on by 6 minutes, and look', () => {
		clock.advance({ minutes: 6 });
		return answers.poll();
	});
	noteAnswers(tick, clock.now(), record);
	return customer;
}

const WELCOME = 'stampee-welcome-accepted-customer';

/** Stampee calls the webhook as soon as the customer accepts, and a first letter is sent in their name. */
export async function welcomeCustomer(context: DemoContext, customer: Customer): Promise<void> {
	const { record, sandbox } = context;
	heading('A first letter goes out as soon as Stampee calls', [WELCOME]);
	const { id, name, email } = customer;
	const data = { customer_id: id, customer_name: name, customer_email: email };
	const run = await step('Let Stampee push the event', () =>
		runPushed(context, webhook, readExample(WELCOME), { type: 'customer_accepted', data }),
	);
	for (const { json } of run.items('Send the letter')) {
		const { state } = json.delivery as { state: string };
		const at = sandbox.clock.now();
		record.timeline.push({ at, who: name, what: 'first letter handed in', state });
		detail(name, `message ${json.id as string}`, 'Send the letter');
	}
}

function noteAnswers({ items, run }: Tick, at: Date, record: DemoRecord): void {
	for (const { json } of items) {
		const { name, email, state } = json as Customer;
		record.reports.push(reportName({ kind: 'customer', email, mark: state }));
		record.timeline.push({ at, who: name, what: 'answered', state: state.toLowerCase() });
		detail(name, state.toLowerCase(), run && destination(run, json.eventId));
	}
}
