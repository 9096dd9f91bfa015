import type { IDataObject } from 'n8n-workflow';
import type { WorkflowJson } from '../../../engine/engine';
import type { DemoContext } from '../../../demo/providerDemo';
import { chosenCustomer, fillIn, readExample, submitted } from '../../../demo/examples';
import { letterPdf } from '../../../demo/letterPdf';
import { runToEnd } from '../../../demo/n8n';
import { detail, heading } from '../../../demo/print';
import { step } from '../../../setup/progress.cjs';
import type { Customer } from './onboarding';

/** A letter to one recipient that Stampee has accepted. */
export interface Letter {
	/** Stampee's message ID. */
	id: string;
	/** LS or LRE. */
	type: string;
	email: string;
	/** The recipient's name. */
	who: string;
}

const SIMPLE = 'stampee-send-letter-on-behalf-of-customer';
const REGISTERED = 'stampee-send-registered-letter';

const typeNames: Record<string, string> = {
	LS: 'simple letter (LS)',
	LRE: 'registered letter (LRE)',
};

/** Sends a simple letter in the customer's name and registered letters in our own, all with a PDF. */
export async function sendLetters(context: DemoContext, customer: Customer): Promise<Letter[]> {
	heading('Letters go out', [SIMPLE, REGISTERED]);

	const onBehalf = fillIn(readExample(SIMPLE), 'Send the letter', {
		sender: chosenCustomer(customer),
	});
	const simple = await step(`Send a simple letter with a PDF in the name of ${customer.name}`, () =>
		send(context, onBehalf, ['Rent statement', 'Paid in full. Nothing is due.'], {
			'First name': 'Claire',
			'Last name': 'Martin',
			Email: 'open@example.org',
		}),
	);
	note(simple, context);

	const registered = await step('Send registered letters with a PDF and a client certificate', () =>
		send(context, readExample(REGISTERED), ['Notice', 'The lease ends on 31 March.']),
	);
	note(registered, context);

	return [...simple, ...registered];
}

async function send(
	context: DemoContext,
	workflow: WorkflowJson,
	[title, text]: [title: string, text: string],
	recipient: Record<string, string> = {},
): Promise<Letter[]> {
	const file = { fileName: `${title}.pdf`, mimeType: 'application/pdf' };
	const Document = await context.engine.binary(await letterPdf(title, text), file);
	const values = { ...recipient, Reference: `${title}, 2026-001`, Text: text };
	const input = [submitted(workflow, { values, files: { Document } })];
	const run = await runToEnd(context, workflow, { input });
	return run.items('Send the letter').map(({ json }) => toLetter(json));
}

function toLetter({ id, type, recipient }: IDataObject): Letter {
	const { email, firstname, lastname, company } = recipient as Record<string, string>;
	const who = company ?? `${firstname} ${lastname}`;
	return { id: id as string, type: type as string, email, who };
}

function note(letters: Letter[], { sandbox, record: { timeline } }: DemoContext): void {
	for (const { id, type, who } of letters) {
		const at = sandbox.clock.now();
		timeline.push({ at, who, what: `${typeNames[type]} handed in`, state: 'queued' });
		detail(who, `message ${id}`);
	}
}
