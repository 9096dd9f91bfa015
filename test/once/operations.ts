import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { operationsOf, type Operation } from '../faults/operations';
import { PROVIDERS, type House } from '../faults/providers';
import { smallPdf } from '../sandbox/legallyMail/caller';
import { EDITS, type Edits } from './credentials';

/** What the provider of an operation can tell of a send whose answer nobody has. */
export type Knowledge =
	/** It knows the send again by a key of ours, and carries it out once. */
	| 'by key'
	/** It gives out what has a name that is made of the deduplication key, and takes no second one of that name. */
	| 'by name'
	/** It lists what it has, with the deduplication key in it. */
	| 'listed'
	/** It takes no second one of a name that the user gave, and does not tell whose the first one is. */
	| 'refused'
	/** Nothing. */
	| 'silent';

/** Markers are digits behind a letter, so each gives a number of its own. */
const phoneOf = (marker: string) => `+34${marker.slice(1)}1`;

/** An operation with the option Prevent Duplicates By. */
export interface KeyedOperation extends Operation {
	knowledge: Knowledge;
	/** Sets the parameter for files, to that of the binary field `file`. */
	files?: INodeParameters;
	/** Whether it can't do without them. */
	needsFiles: boolean;
	/** Whether its accounts are told apart by nothing but their tokens, for the provider does not name them. */
	isKnownByToken: boolean;
	/** How its credential can be edited, as far as the sandbox has it. */
	edits: Partial<Edits>;
}

type Traits = Pick<KeyedOperation, 'knowledge'> & Partial<KeyedOperation>;

const attachments = { attachments: 'file' };
const silent: Traits = { knowledge: 'silent' };
const listed: Traits = { knowledge: 'listed' };
const named: Traits = { knowledge: 'by name' };
const isTaken: Traits = { knowledge: 'refused' };

/** By node and `resource.operation`: what the rows of the fault matrix do not tell. */
const TRAITS: Record<string, Record<string, Traits>> = {
	stampee: {
		'message.send': { ...silent, files: attachments, isKnownByToken: true },
		'customer.create': { ...silent, isKnownByToken: true },
	},
	pecMassiva: { 'message.send': { ...listed, files: attachments } },
	legallyMail: {
		'email.send': { ...listed, files: attachments },
		'signature.request': { ...listed, files: { document: 'file' }, needsFiles: true },
		'sms.send': silent,
	},
	stemp: {
		'email.send': {
			...listed,
			files: { ...attachments, htmlBody: '<img src="cid:file">' },
		},
		// The sandbox has users of one organization.
		'user.create': { ...isTaken, edits: { newToken: EDITS.stemp.newToken } },
	},
	postageApp: {
		'message.send': { knowledge: 'by key', files: attachments },
		'scheduledMessage.create': { ...named, files: attachments },
		'scheduledMessage.createMany': named,
		// It goes by the account's key, of which the sandbox has one.
		'project.create': { ...isTaken, isKnownByToken: true, edits: {} },
	},
};

/** All of them, provider by provider, the provider's messages first. */
export const KEYED: KeyedOperation[] = PROVIDERS.flatMap((provider) => {
	const operations = operationsOf(provider);
	return Object.entries(TRAITS[provider.node] ?? {}).map(([key, traits]) => {
		const operation = operations.find((each) => each.key === key);
		if (!operation) throw new Error(`${provider.title} has no row '${key}' in the fault matrix`);
		const usual = { needsFiles: false, isKnownByToken: false, edits: EDITS[provider.node] };
		return { ...usual, ...operation, ...traits };
	});
});

/** `Stampee, Message: Send` */
export const fullTitle = ({ provider, title }: KeyedOperation) => `${provider.title}, ${title}`;

/** Items about new messages, one for each marker. */
export async function itemsFor(
	{ row, provider }: KeyedOperation,
	house: House,
	markers: string[],
): Promise<INodeExecutionData[]> {
	// LegallyMail's rows let time pass at the sandbox, where it would end the tokens of others.
	if (!row.prepare || provider.node === 'legallyMail') {
		return markers.map((marker) => ({ json: { marker, phone: phoneOf(marker) } }));
	}
	return await row.prepare(house, markers);
}

/** The same items with a file each, which is stored anew by each call. */
export const withFiles = async ({ engine }: House, items: INodeExecutionData[]) =>
	await Promise.all(
		items.map(async (item) => ({
			...item,
			binary: {
				// Nobody looks into it; stemp takes images only.
				file: await engine.binary(smallPdf, { fileName: 'a.png', mimeType: 'image/png' }),
			},
		})),
	);
