import type { INodeExecutionData } from 'n8n-workflow';
import { PROVIDERS, type Provider } from '../../tools/providers';
import type { AccountChanges } from '../../tools/providers/accounts';
import {
	markersOnly,
	type Deduplication,
	type Environment,
} from '../../tools/providers/operations';
import { operationsOf, type Operation } from '../faults/operations';

/** An operation with the option Prevent Duplicates By. */
export interface KeyedOperation extends Operation, Deduplication {
	needsFiles: boolean;
	isKnownByToken: boolean;
	accountChanges: Partial<AccountChanges>;
}

function keyedOperationsOf(provider: Provider): KeyedOperation[] {
	const { operations, accounts } = provider;
	const found = operationsOf(provider);
	return Object.entries(operations.rows).flatMap(([key, { deduplication }]) => {
		const operation = found.find((each) => each.key === key)!;
		const usual = { needsFiles: false, isKnownByToken: false, accountChanges: accounts.changes };
		return deduplication ? { ...usual, ...operation, ...deduplication } : [];
	});
}

/** All of these operations by provider, with the provider's messages first. */
export const KEYED: KeyedOperation[] = PROVIDERS.flatMap(keyedOperationsOf);

/** `Provider, Message: Send` */
export const fullTitle = ({ provider, title }: KeyedOperation) => `${provider.title}, ${title}`;

/** Items about new messages, one for each marker. */
export const itemsFor = async (
	{ row, prepare = row.prepare ?? markersOnly }: KeyedOperation,
	environment: Environment,
	markers: string[],
): Promise<INodeExecutionData[]> => await prepare(environment, markers);

/** Its content is never read. */
const file = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** The same items with a file each, which every call stores again. */
export const withFiles = async ({ engine }: Environment, items: INodeExecutionData[]) =>
	await Promise.all(
		items.map(async (item) => ({
			...item,
			binary: {
				// A type that all operations accept: some accept only images.
				file: await engine.binary(file, { fileName: 'a.png', mimeType: 'image/png' }),
			},
		})),
	);
