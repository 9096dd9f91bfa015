import {
	jsonParse,
	updateDisplayOptions,
	type IExecuteSingleFunctions,
	type INodeProperties,
} from 'n8n-workflow';

import type { ToItems } from '../../../shared/dispatch/routing';
import { isObject, textOf } from '../../../shared/json';
import { badInput } from '../../../shared/parameters/badInput';
import { ofKind } from '../../../shared/parameters/kind';
import { givenIn } from '../../../shared/parameters/parameter';
import { leastEntries } from '../../../shared/parameters/template';
import type { Policy } from '../../../shared/policy';
import type { Prepare } from '../../../shared/run/job';
import { hasOneText, identityIn, idsLike, readMail, type MailIdentity } from '../../inbox';
import { deleting } from '../../policies';

/** A mail to delete. */
export interface DeletionTarget {
	id: number;
	/** The mail that the ID has to belong to, if the user gave the mail itself. */
	expected?: MailIdentity;
}

export const prepareDeletion: Prepare<DeletionTarget[]> = async function (request) {
	const given: unknown = givenIn(this, 'messageIds');
	const { messageIds: written } = this.getNode().parameters;
	const list = typeof given === 'string' ? writtenIds(given) : given;
	if (Array.isArray(list) && list.length < leastEntries(written, SEPARATORS)) {
		throw badInput(
			this,
			"The parameter 'Message IDs' lacks one: an expression in it gave nothing",
			'Check the expressions.',
		);
	}
	const mails = (Array.isArray(list) ? (list as unknown[]) : [list]).map((each) =>
		targetOf(this, each),
	);
	if (mails.length === 0) throw badInput(this, "The parameter 'Message IDs' is empty");
	return { request: { ...request }, payload: mails };
};

/** A second deletion of an ID would delete another mail, and each deletion changes the IDs above it. */
export const deletingMails: Policy<DeletionTarget[]> = {
	...deleting,
	acceptedIds: (outputs) => outputs.map(({ json }) => textOf(json.id)),
	findBy: (mails) => ({ 'Message ID': mails.map(({ id }) => id).join(', ') }),
	sequence: {
		steps: ({ request, payload: mails }) =>
			mails.map((mail) => ({
				request: { ...request, url: `/inbox/${mail.id}` },
				payload: [mail],
				key: keyOf(mail),
				priority: mail.id,
			})),
		async check(mails, made) {
			for (const mail of mails) {
				assertInPlace(this, mail, made);
				await assertSame(this, mail);
			}
		},
	},
};

/** Two mails may have been listed with the same ID, one after the other. */
const keyOf = ({ id, expected }: DeletionTarget) =>
	expected ? `${id} ${JSON.stringify(expected)}` : String(id);

/** The ID in the key of a mail, whatever form the mail was given in. */
const idOf = (key: string) => parseInt(key, 10);

/**
 * Once an ID is deleted, or may have been, it and those above it may belong to other mails. This matters if two items
 * name the same ID, in whatever form, and if n8n retries what was refused.
 */
function assertInPlace(
	context: IExecuteSingleFunctions,
	{ id, expected }: DeletionTarget,
	made: string[],
): void {
	// One that is told by its text is compared, but the same mail may be given in another form. Without its text, the
	// one like it that the list showed may be gone by that deletion, and another one may have got its ID.
	const isTold = expected !== undefined && hasOneText(expected);
	const mayHaveMoved = made.map(idOf).some((other) => (isTold ? other === id : other <= id));
	if (!mayHaveMoved) return;
	throw badInput(
		context,
		`Message ${id} may be another one by now: one with this ID or a lower one was deleted since`,
		'Nothing was deleted for it; get the messages again.',
	);
}

/**
 * The inbox may have changed since the user listed it. Without its text, a mail can't be told from others that a list
 * shows alike, such as the receipts of one message for several recipients.
 */
async function assertSame(
	context: IExecuteSingleFunctions,
	{ id, expected }: DeletionTarget,
): Promise<void> {
	if (!expected) return;
	const refuse = (message: string, toDo: string) => badInput(context, message, toDo);
	const assertThere = async () => {
		const mail = await readMail(context, id, expected);
		if (mail) return mail;
		throw refuse(
			`Message ${id} is not the one that was listed any more: '${expected.object ?? ''}'`,
			'The inbox has changed meanwhile. Nothing was deleted for it; get the messages again.',
		);
	};
	if (hasOneText(expected) && (await assertThere()).body) return;
	const alike = await idsLike(context, id, expected);
	// Right before the deletion, since the list may have taken long.
	await assertThere();
	if (!alike?.includes(id)) {
		throw refuse(
			`The inbox changed while message ${id} was looked for in its list`,
			'Nothing was deleted for it. Try again.',
		);
	}
	const other = alike.find((each) => each !== id);
	if (other === undefined) return;
	throw refuse(
		`Message ${id} can't be told from message ${other}: both were listed alike`,
		'Nothing was deleted for it. Get it by Inbox: Get, which gives its text, and delete what that returns.',
	);
}

export const toDeleted: ToItems<DeletionTarget[]> = async (_items, _response, mails) =>
	mails.map(({ id }) => ({ json: { id, deleted: true } }));

/** IDs separated by commas or spaces; or JSON, which is what n8n makes of an expression within a text. */
function writtenIds(text: string): unknown {
	if (/^\s*[[{]/.test(text)) return jsonParse<unknown>(text, { fallbackValue: text });
	return text.split(SEPARATORS).filter(Boolean);
}

const SEPARATORS = /[\s,;]+/;

function targetOf(context: IExecuteSingleFunctions, given: unknown): DeletionTarget {
	const id = textOf(isObject(given) ? given.id : given);
	if (!/^\d+$/.test(id) || !Number.isSafeInteger(Number(id))) {
		throw badInput(
			context,
			`The parameter 'Message IDs' holds what is no ID: ${id || 'nothing'}`,
			'Enter numbers such as 3, 7, or the messages as Get Many gave them.',
		);
	}
	const expected = isObject(given) ? identityIn(given) : undefined;
	return { id: Number(id), ...(expected && { expected }) };
}

export const deleteFields: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['inbox'], operation: ['delete'] } },
	[
		ofKind('free', {
			displayName: 'Message IDs',
			name: 'messageIds',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 3, 7, 12',
			hint: 'Better: the message itself, with the expression {{ $json }}. Then it is deleted only if it is still the same.',
			description:
				'The messages to delete, as Get Many gives them. All messages of a run are deleted from the highest ID down, since the IDs above a deleted one may change.',
		}),
	],
);
