import type { Sandbox } from '../../sandbox';
import { chain } from '../../tools/engine/chain';
import type { INodeJson, WorkflowJson } from '../../tools/engine/workflowJson';
import type { Mailing } from '../../tools/providers/mailing';
import type { Ledger } from './ledger';
import { byWebhook } from './workflows';

/** What a workflow of keyed sends writes down about the result of a letter. */
export interface Told {
	/** The letter's name, which is also its deduplication key. */
	letter: string;
	/** Where n8n stores the attached file. */
	file?: string;
	alreadySent?: boolean;
	error?: { message: string; details: { outcome?: string } };
}

/** The outcome of a letter in one word; any other failure in its own words. */
export type Outcome = 'sent' | 'alreadySent' | 'maybeSent' | `failed: ${string}`;

export function outcomeOf({ alreadySent, error }: Told): Outcome {
	if (error === undefined) return alreadySent ? 'alreadySent' : 'sent';
	const { message, details } = error;
	const isDoubt = details.outcome === 'maybeSent' && message.startsWith('May have been sent');
	return isDoubt ? 'maybeSent' : `failed: ${message}`;
}

/** A letter as the workflows accept it. */
export const letterOf = ({ input }: Mailing, sandbox: Sandbox, name: string) => ({
	...input(sandbox, name),
	name,
	// One pixel.
	image:
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
});

/** An item for each of the letters that the workflow was called with. */
export const eachLetter: INodeJson = {
	name: 'Each Letter',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'body.letters' },
};

const set = (name: string, json: string, options: object = {}): INodeJson => ({
	name,
	type: 'n8n-nodes-base.set',
	typeVersion: 3.4,
	parameters: { mode: 'raw', jsonOutput: `={{ ${json} }}`, ...options, options: {} },
});

/**
 * The nodes that send each letter once, with a file that n8n stores again, and write down the results.
 * @param source the node before them, which has the letters
 * @param place a suffix that distinguishes their names from those of the same nodes elsewhere in the workflow
 */
export function sendingOnce(
	{ node, withFile, capped }: Mailing,
	ledger: Ledger,
	source: string,
	place = '',
) {
	const letter = `Letter${place}`;
	const file: INodeJson = {
		name: `File${place}`,
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toBinary',
			sourceProperty: 'image',
			options: { fileName: 'stamp.png', mimeType: 'image/png' },
		},
	};
	const { options, ...parameters } = node.parameters as { options?: object };
	const send: INodeJson = {
		...node,
		name: `Send${place}`,
		onError: 'continueRegularOutput',
		parameters: {
			...parameters,
			...withFile,
			options: { ...options, ...capped, deduplicationKey: '={{ $json.name }}' },
		},
	};
	const told = `{ ...$json, letter: $('${letter}').item.json.name, file: $('${letter}').item.binary.data.id }`;
	return [
		file,
		set(letter, `$('${source}').item.json`, { includeOtherFields: true }),
		send,
		ledger.scribeOf(`Write Down${place}`, told),
	];
}

/** Sends a letter for each event of a trigger, and writes down the events. */
export function mailOnEvent(trigger: INodeJson, { node }: Mailing, ledger: Ledger): WorkflowJson {
	const letter = "{ email: 'letter+event@example.org', reference: $json.eventId, event: $json }";
	const { options, ...parameters } = node.parameters as { options?: object };
	const send: INodeJson = {
		...node,
		name: 'Send',
		parameters: {
			...parameters,
			options: { ...options, deduplicationKey: '={{ $json.reference }}' },
		},
	};
	const event = "$('Letter').item.json.event";
	return chain(trigger, set('Letter', letter), send, ledger.scribeOf('Write Down', event));
}

/** Sends the letters that it is called with. */
export const mailOnce = (path: string, mailing: Mailing, ledger: Ledger): WorkflowJson =>
	chain(byWebhook(path), eachLetter, ...sendingOnce(mailing, ledger, eachLetter.name));

const called: INodeJson = {
	name: 'Called',
	type: 'n8n-nodes-base.executeWorkflowTrigger',
	typeVersion: 1.1,
	parameters: { inputSource: 'passthrough' },
};

/** Sends the letters that another workflow gives it. */
export const mailWhenCalled = (mailing: Mailing, ledger: Ledger): WorkflowJson =>
	chain(called, ...sendingOnce(mailing, ledger, called.name));

/** Lets another workflow send the letters that it is called with. */
export const mailBySubWorkflow = (path: string, id: string): WorkflowJson =>
	chain(byWebhook(path), eachLetter, {
		name: 'Call',
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.2,
		parameters: { workflowId: { __rl: true, mode: 'id', value: id }, options: {} },
	});

/** What an execution waits for: a call, or a time in seconds. */
export type Wait = 'call' | number;

/** In seconds: n8n keeps executions in memory that wait for less than 65, and killing it is slow on a busy machine. */
export const LONG_WAIT = 120;

/**
 * Sends the letters of `rounds[0]` that it is called with, waits, sends those of `rounds[1]` with the same node, and
 * then those of `last` with another one. Before it waits, it writes down the URL that resumes it.
 */
export function mailAndWait(
	path: string,
	mailing: Mailing,
	ledger: Ledger,
	waitFor: Wait,
): WorkflowJson {
	const split = (name: string): INodeJson => ({
		...eachLetter,
		name,
		parameters: { fieldToSplitOut: 'letters' },
	});
	const body = "$('Webhook').first().json.body";
	const round = [
		set('Round', `{ letters: ${body}.rounds[$runIndex] }`),
		split('Each'),
		...sendingOnce(mailing, ledger, 'Each'),
		{ name: 'One', type: 'n8n-nodes-base.limit', typeVersion: 1, parameters: { maxItems: 1 } },
	];
	const more: INodeJson = {
		name: 'More',
		type: 'n8n-nodes-base.if',
		typeVersion: 2.2,
		parameters: {
			conditions: {
				options: { caseSensitive: true, typeValidation: 'strict', version: 2 },
				combinator: 'and',
				conditions: [
					{
						leftValue: '={{ $runIndex }}',
						rightValue: 0,
						operator: { type: 'number', operation: 'equals' },
					},
				],
			},
			options: {},
		},
	};
	const wait: INodeJson = {
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		webhookId: path,
		parameters:
			waitFor === 'call'
				? { resume: 'webhook', options: {} }
				: { resume: 'timeInterval', amount: waitFor, unit: 'seconds' },
	};
	const last = [
		set('Last', `{ letters: ${body}.last }`),
		split('Each of the Last'),
		...sendingOnce(mailing, ledger, 'Each of the Last', ' of the Last'),
	];
	const parts = [
		chain(byWebhook(path), ...round, more),
		chain(ledger.scribeOf('Tell Where', '{ resumeUrl: $execution.resumeUrl }'), wait),
		chain(...last),
	];
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		nodes: parts.flatMap(({ nodes }) => nodes),
		connections: {
			...Object.fromEntries(
				parts.flatMap(({ connections }) => Object.entries(connections as Record<string, unknown>)),
			),
			More: { main: [to('Tell Where'), to('Last')] },
			Wait: { main: [to('Round')] },
		},
	};
}
