import dns from 'node:dns';
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { NodeOperationError, type INode } from 'n8n-workflow';
import ts from 'typescript';

import { escapeErrorCodes } from '../../../nodes/shared/errorCodes';
import type { Fault } from '../../../sandbox';
import { chain, start } from '../../../tools/engine/chain';
import type { INodeJson, RunResult } from '../../../tools/engine/engine';
import { setStage } from '../../../tools/engine/stage';
import { PROVIDERS } from '../../../tools/providers';
import type { Provider } from '../../../tools/providers/provider';
import { postageApp, postageAppAccount } from '../../../tools/providers/postageApp/node';
import { read, repository } from '../../docs/markdown';
import { failureIn } from '../../support/failedItems';

/** n8n's version of an error message: it replaces some error codes with its own text. */
const rewritten = (text: string) => new NodeOperationError({ name: 'Any' } as INode, text).message;

/** All error codes that Node.js has for system and DNS errors, and the two others that n8n knows. */
const NAMES = [
	...Object.keys(constants.errno),
	...Object.values(dns)
		.filter((value) => typeof value === 'string')
		.map((code) => (code.startsWith('E') ? code : `E${code}`)),
	...['ERRADDRINUSE', 'GETADDRINFO'],
];

describe('A name of a fault', () => {
	it('is in the list of those that n8n rewrites, or stays as it is', () => {
		const isRewritten = (name: string) => rewritten(name) !== name;
		expect(NAMES.filter(isRewritten).length).toBeGreaterThan(14);
		expect(NAMES.filter((name) => escapeErrorCodes(name) !== name)).toEqual(
			NAMES.filter(isRewritten),
		);
	});

	it.each(NAMES.flatMap((name) => [name, name.toLowerCase()]))(
		'is spelled so that n8n leaves it: %s',
		(name) => {
			const text = escapeErrorCodes(`getaddrinfo ${name}_x.`);
			expect(rewritten(text)).toBe(text);
			expect(escapeErrorCodes(text)).toBe(text);
		},
	);
});

it('No sentence of the nodes and credentials has a name that n8n rewrites', () => {
	const sentences = ['nodes', 'credentials'].flatMap((folder) =>
		(readdirSync(join(repository, folder), { recursive: true }) as string[])
			.filter((name) => name.endsWith('.ts'))
			.flatMap((name) => textsOf(read(join(folder, name)))),
	);
	const spoken = sentences.filter((text) => text.includes(' '));
	expect(spoken.length).toBeGreaterThan(1000);
	expect(spoken.filter((text) => rewritten(text) !== text)).toEqual([]);
});

/** The texts in a source, without comments and regular expressions. */
function textsOf(source: string): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) texts.push(node.text);
		if (ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) texts.push(node.text);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
	return texts;
}

const stage = setStage();

/** Passes the messages of failed items on to Stop and Error verbatim. */
const stop: INodeJson = {
	name: 'Stop and Error',
	type: 'n8n-nodes-base.stopAndError',
	typeVersion: 1,
	parameters: {
		errorMessage: '={{ $json.error.message }}: {{ $json.error.details.description }}',
	},
};

const failing = (provider: Provider, what: string, account: object = {}) => {
	const { operation, parameters, items, key } = provider.sending;
	const node = provider.node(
		operation,
		{ ...parameters, options: { deduplicationKey: `=ECONNRESET ${what} ${key.slice(1)}` } },
		{ name: 'Send', onError: 'continueRegularOutput' },
	);
	return stage.engine.run(chain(start, node, stop), {
		input: items(stage.sandbox, 1) as never,
		credentials: { [provider.credential]: { ...provider.account(stage.sandbox), ...account } },
	});
};

/** Expects Stop and Error to have the message of the item. */
function expectPassedOn({ items, error }: RunResult): void {
	const { message, details } = failureIn(items('Send')[0])!;
	expect(error?.message).toBe(`${message}: ${details.description}`);
	expect(rewritten(message)).toBe(message);
	expect(rewritten(details.description!)).toBe(details.description);
}

const SAID = 'read ECONNRESET, getaddrinfo ENOTFOUND';

const FAULTS: Array<[string, Fault]> = [
	['no connection comes about', { kind: 'refuse' }],
	['the connection breaks before anything arrived', { kind: 'resetBefore' }],
	['the connection breaks after it was accepted', { kind: 'resetAfter' }],
	[
		'the provider names such a fault',
		{
			kind: 'status',
			status: 400,
			body: { message: SAID, error: SAID, response: { status: 'bad_request', message: SAID } },
		},
	],
];

describe.each(PROVIDERS)('What a failed send of $title says is not rewritten', (provider) => {
	beforeAll(() => provider.sandboxSettings.liftLimits?.(stage.sandbox));
	const { sending } = provider;
	const { on } = sending;

	it.each(FAULTS)(
		'by Stop and Error, where %s',
		async (what, fault) => {
			stage.sandbox.faults.add({ provider: provider.name, on, times: 9, fault });
			const result = await failing(provider, what);
			const isFound = failureIn(result.items('Send')[0]) === undefined;
			// A send that the provider recognizes by its key does not fail if only its answer was lost.
			if (isFound) expect([sending.certainty.by, fault.kind]).toEqual(['key', 'resetAfter']);
			else expectPassedOn(result);
		},
		60_000,
	);

	it('by Stop and Error, where the host is not found', async () => {
		const baseUrl = 'http://nowhere.invalid';
		expectPassedOn(await failing(provider, 'not found', { environment: 'custom', baseUrl }));
	}, 60_000);
});

it('What is refused of the input is not rewritten either', async () => {
	const mail = { recipients: 'ada@example.org', additionalFields: { template: 'ENOTFOUND!' } };
	const node = postageApp(['message', 'send'], mail, {
		name: 'Send',
		onError: 'continueRegularOutput',
	});
	const result = await stage.engine.run(chain(start, node, stop), {
		credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
	});
	expectPassedOn(result);
	expect(result.error?.message).toContain('E-NOTFOUND!');
});
