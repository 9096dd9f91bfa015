import type {
	INodeExecutionData,
	INodeParameters,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { n8n } from '../../package.json';
import type { Sandbox } from '../../sandbox';
import { operationsOf as rowsOf, partsOf } from '../faults/operations';
import { PROVIDERS } from '../../tools/providers';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson, RunResult, StoredCredentials } from '../../tools/engine/engine';
import { fillIn, operationsOf, triggerFieldsOf, type Field } from '../support/fields';
import { choices, instanceFrom, operationsOf as publishedBy } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import { webhookTriggers } from '../../tools/providers/webhookTriggers';

/**
 * Values that a node does not have are refused, and the error names the available ones. The lists are read from the
 * descriptions, so that each resource, operation, event and choice of the package is tested, including future ones.
 * Such values come from workflows that were generated or edited by hand, and from expressions.
 */
const stage = setStage();

const descriptions = n8n.nodes.map((file) => instanceFrom<INodeType>(file).description);

const nodes = descriptions.filter(({ group }) => !group.includes('trigger'));
const pollingTriggers = descriptions.filter(({ polling }) => polling);
const pushedTriggers = descriptions.filter(({ webhooks }) => webhooks);

/** Every node of the package is in one of the three lists. */
it('Each node of the package is held', () => {
	expect([...nodes, ...pollingTriggers, ...pushedTriggers]).toHaveLength(n8n.nodes.length);
});

const UNKNOWN = 'no such thing';

/** A value from n8n itself: the editor replaces it with an HTTP Request node, a generated workflow does not. */
const CUSTOM_API_CALL = '__CUSTOM_API_CALL__';

/** Values in the workflow for a field that has a list. */
const STRANGE = {
	'an unknown value': UNKNOWN,
	"n8n's own custom call": CUSTOM_API_CALL,
	'an expression': '={{ $json.chosen }}',
};

const providerOf = ({ credentials = [] }: INodeTypeDescription) => {
	const found = PROVIDERS.find(({ credential }) => credential === credentials[0]?.name);
	if (!found) throw new Error('A node of the package has no provider in tools/providers');
	return found;
};

const accountOf = (description: INodeTypeDescription, sandbox: Sandbox): StoredCredentials => {
	const { account, credential } = providerOf(description);
	return { [credential]: account(sandbox) };
};

/** Runs the node with two items, each with its own choice, which another node may have. */
async function run(
	description: INodeTypeDescription,
	parameters: INodeParameters,
	more: Partial<INodeJson> = {},
	input: INodeExecutionData[] = [
		{ json: { chosen: UNKNOWN, marker: 'a' } },
		{ json: { chosen: 'get', marker: 'b' } },
	],
): Promise<RunResult> {
	const { credential } = providerOf(description);
	const node: INodeJson = {
		name: 'Node',
		type: `n8n-nodes-certified-mail.${description.name}`,
		typeVersion: 1,
		parameters,
		credentials: { [credential]: { id: '1', name: 'Account' } },
		...more,
	};
	return await stage.engine.run(chain(start, node), {
		input,
		credentials: accountOf(description, stage.sandbox),
	});
}

const missingIn = (message: string, names: string[]) =>
	names.filter((name) => name !== '' && !message.includes(name));

const nothingCame = () => expect(stage.sandbox.journal.requests()).toEqual([]);

const continues = { onError: 'continueRegularOutput' };

describe.each(nodes.map((node) => [node.displayName, node] as const))('%s', (_, node) => {
	const resources = choices(node.properties.find(({ name }) => name === 'resource'));
	const published = publishedBy(node);

	/** If n8n keeps the expression, it shows all fields, and would first require the mandatory ones. */
	const filledIn = Object.fromEntries(
		node.properties
			.filter(({ required }) => required)
			.map(({ name, type }) => [
				name,
				type === 'number' ? 1 : type === 'string' ? 'x' : { __rl: true, mode: 'id', value: 'x' },
			]),
	);

	describe.each(Object.entries(STRANGE))('with %s', (_name, strange) => {
		it('as resource names the resources that there are', async () => {
			const { error } = await run(node, { ...filledIn, resource: strange, operation: 'send' });
			const named = missingIn(
				error?.message ?? '',
				resources.map(({ value }) => value),
			);
			expect(error?.message).toContain("'Resource'");
			expect(named).toEqual([]);
			expect(error?.message).not.toContain(`: ${CUSTOM_API_CALL}`);
			expect(error?.context).toMatchObject({ outcome: 'notSent' });
			nothingCame();
		});

		it.each(resources.map(({ value }) => value))(
			'as operation of %s names the operations that there are',
			async (resource) => {
				const { error } = await run(node, { ...filledIn, resource, operation: strange });
				const there = published.filter((each) => each.resource.value === resource);
				const named = missingIn(
					error?.message ?? '',
					there.map(({ operation }) => operation.value),
				);
				expect(error?.message).toContain("'Operation'");
				expect(named).toEqual([]);
				expect(error?.context).toMatchObject({ outcome: 'notSent' });
				nothingCame();
			},
		);

		it('fails each item with its link where the node continues', async () => {
			const { resource } = published[0];
			const parameters = { ...filledIn, resource: resource.value, operation: strange };
			const { items } = await run(node, parameters, continues);
			expect(items('Node')).toMatchObject(
				[0, 1].map((item) => ({
					json: { error: { details: { outcome: 'notSent' } } },
					pairedItem: { item },
				})),
			);
			nothingCame();
		});
	});

	/** Invalid values for a choice, a boolean, a number, a text or a resource locator's mode. */
	const wrongFor = ({ type, choices: list, mode, takesMore }: Field) => {
		if (list) return type === 'multiOptions' ? [[UNKNOWN]] : [UNKNOWN];
		if (type === 'boolean') return ['perhaps'];
		if (type === 'number') return ['many', 1.5];
		if (type === 'string' && !takesMore) return [{ text: 'x' }, ['x']];
		return mode ? [{ __rl: true, mode: UNKNOWN, value: 'x' }] : [];
	};

	const fieldsOf = (key: string) => {
		const [resource, operation] = partsOf(key);
		return operationsOf(node)
			.filter((each) => each.resource === resource && each.operation === operation)
			.flatMap(({ fields }) => fields)
			.filter((field) => wrongFor(field).length > 0);
	};

	const rows = rowsOf(providerOf(node)).filter(({ key }) => fieldsOf(key).length > 0);

	it.each(rows.map((row) => [row.title, row] as const))(
		'%s refuses what a field can not be, and names what it can be',
		async (_title, { key, row }) => {
			const [resource, operation] = partsOf(key);
			const input = await row.prepare?.(stage, ['a', 'b']);
			stage.sandbox.journal.clear();
			for (const field of fieldsOf(key)) {
				for (const wrong of wrongFor(field)) {
					const expression = `={{ ${JSON.stringify(wrong)} }}`;
					const isTyped = !field.mode && field.type !== 'string';
					for (const value of field.mode ? [wrong] : isTyped ? [wrong, expression] : [expression]) {
						const parameters = structuredClone({ ...row.parameters, resource, operation });
						fillIn(parameters, { ...field, mode: undefined }, value);
						const { error } = await run(node, parameters, {}, input);
						const told = { at: field.path.join('.'), value, message: error?.message ?? '' };
						const missing = missingIn(told.message, ['The parameter', ...(field.choices ?? [])]);
						expect({ ...told, missing }).toEqual({ ...told, missing: [] });
						nothingCame();
					}
				}
			}
		},
	);
});

/** The fields of a trigger that have a list, as the user sees them. */
const listsOf = ({ properties }: INodeTypeDescription) =>
	triggerFieldsOf(properties).filter((field) => field.choices);

const none = ({ type }: Field) => (type === 'multiOptions' ? [UNKNOWN] : UNKNOWN);

describe.each(pollingTriggers.map((each) => [each.displayName, each] as const))('%s', (_, node) => {
	const { credential } = providerOf(node);

	it.each(listsOf(node).map((field) => [field.path.join('.'), field] as const))(
		'can not be activated with an unknown %s, and names what there is',
		async (_path, field) => {
			const required = node.properties.filter((property) => property.required);
			const parameters = Object.fromEntries(required.map(({ name }) => [name, '480915273604']));
			fillIn(parameters, field, none(field));
			const trigger: INodeJson = {
				name: 'Trigger',
				type: `n8n-nodes-certified-mail.${node.name}`,
				typeVersion: 1,
				parameters,
				credentials: { [credential]: { id: '1', name: 'Account' } },
			};
			for (const mode of ['trigger', 'manual'] as const) {
				const { error, items } = await stage.engine.poll(chain(trigger), {
					mode,
					credentials: accountOf(node, stage.sandbox),
					staticData: {},
				});
				expect(items).toBeNull();
				expect(error?.message).toContain(UNKNOWN);
				expect(missingIn(error?.message ?? '', field.choices ?? [])).toEqual([]);
				nothingCame();
			}
		},
	);
});

describe.each(pushedTriggers.map((each) => [each.displayName, each] as const))('%s', (_, node) => {
	const found = Object.values(webhookTriggers).find((each) => each.node.type.endsWith(node.name));

	it.each(listsOf(node).map((field) => [field.path.join('.'), field] as const))(
		'can not be activated with an unknown %s, and names what there is',
		async (_path, field) => {
			const parameters = {};
			fillIn(parameters, field, none(field));
			const { node: trigger, credentials } = found!;
			const listening = stage.engine.listen(chain({ ...trigger, parameters }), {
				credentials: credentials(stage.sandbox),
			});
			const message = await listening.then(
				async (listener) => {
					await listener.stop();
					return '';
				},
				(error: Error) => error.message,
			);
			expect(message).toContain(UNKNOWN);
			expect(missingIn(message, field.choices ?? [])).toEqual([]);
			nothingCame();
		},
	);
});
