import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { LegallyMail } from '../../../nodes/LegallyMail/LegallyMail.node';
import { LegallyMailTrigger } from '../../../nodes/LegallyMail/LegallyMailTrigger.node';
import { startSandbox } from '../../../sandbox';
import { setStage } from '../../../tools/engine/stage';
import { give, isAmong, leavesOf, withDistinctValues, type DocumentedAnswer } from './answer';
import { legallyMailAnswers, legallyMailIds } from './legallyMail';

/** Each field of a provider's answer reaches the workflow. A provider is a row here, and has a separate table. */
const PROVIDERS = [
	{
		provider: 'legallyMail' as const,
		node: new LegallyMail().description.properties,
		trigger: new LegallyMailTrigger().description.properties,
		answers: legallyMailAnswers,
		/** The IDs in requests, which answers have unchanged. */
		asked: legallyMailIds,
		/** Fields that a provider adds to every answer. */
		leftOut: { success: 'an answer that is none is an error' } as Record<string, string>,
	},
];

const stage = setStage();

const valuesOf = ({ options = [] }: INodeProperties) =>
	(options as INodePropertyOptions[]).map(({ value }) => String(value));

/** All operations of a node, and all events of its trigger. */
const allOf = (node: INodeProperties[], trigger: INodeProperties[]): string[] => [
	...node
		.filter(({ name }) => name === 'operation')
		.flatMap((operation) => {
			const [resource] = (operation.displayOptions?.show?.resource ?? []) as string[];
			return valuesOf(operation).map((value) => `${resource},${value}`);
		}),
	...trigger.filter(({ name }) => name === 'event').flatMap(valuesOf),
];

const titleOf = ({ of, as }: DocumentedAnswer) => [of.join(': '), as].filter(Boolean).join(', ');

describe.each(PROVIDERS)(
	'What $provider documents',
	({ provider, answers, asked, leftOut, node, trigger }) => {
		it('has a row for each operation and each event', () => {
			expect([...new Set(answers.map(({ of }) => of.join()))].sort()).toEqual(
				allOf(node, trigger).sort(),
			);
		});

		it.each(answers.map((answer) => [titleOf(answer), answer] as const))(
			'is in the output of %s',
			async (_, row) => {
				const sandbox = await startSandbox();
				Object.assign(sandbox[provider].switches, { rateLimit: null });
				const body = withDistinctValues(row.answer, sandbox[provider].url, asked);
				const begin = () => give(sandbox, provider, row.to, body);
				const outputs = leavesOf(await row.outputs(stage, sandbox, begin));
				await sandbox.stop();
				const isWanted = ({ name }: { name: string }) =>
					!Object.hasOwn({ ...leftOut, ...row.leftOut }, name);
				const missing = leavesOf(body)
					.filter(isWanted)
					.filter((leaf) => !isAmong(leaf, outputs));
				expect(missing.map(({ path }) => path)).toEqual([]);
			},
		);
	},
);
