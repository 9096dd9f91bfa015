import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { fieldsOf, variableOf } from '../../../tools/check/credentialFields';
import { PROVIDERS } from '../../../tools/providers';

const repository = resolve(__dirname, '../../..');

describe.each(PROVIDERS)('The contract of $title', ({ contract, check, rehearsal }) => {
	const { facts, unknowns, switches, ofAccount } = contract;

	it('has each switch in one place: at a fact, at an unknown, or at the account', () => {
		const bound = [...Object.values(facts), ...Object.values(unknowns)].flatMap(
			(each) => each.switches ?? [],
		);
		const all = [...bound, ...Object.keys(ofAccount)];
		expect(all.sort()).toEqual(Object.keys(switches).sort());
	});

	it('has a source for everything', () => {
		const sources = [...Object.values(facts), ...Object.values(unknowns)].map(
			({ source }) => source,
		);
		expect(sources.filter((source) => source.trim() === '')).toEqual([]);
	});

	it('has a check, or the reason why there is none, for each fact and each switch', () => {
		expect(Object.keys(check.facts).sort()).toEqual(Object.keys(facts).sort());
		const ofProvider = Object.keys(switches).filter((each) => !(each in ofAccount));
		expect(Object.keys(check.switches).sort()).toEqual(ofProvider.sort());
	});

	it('has steps of different names, and none that is called as the send', () => {
		const names = [...check.steps.map((step) => step.name), 'send'];
		expect(new Set(names).size).toBe(names.length);
	});

	it('is tried in positions that its switches take', () => {
		const wrong = Object.entries(rehearsal.positions).flatMap(([switchName, positions]) =>
			positions.filter(({ position }) => !switches[switchName].schema.safeParse(position).success),
		);
		expect(wrong).toEqual([]);
	});
});

it('The scheduled check gets every field of every credential from a secret of its name', () => {
	const text = readFileSync(join(repository, '.github/workflows/check.yml'), 'utf8');
	const { jobs } = parse(text) as {
		jobs: Record<string, { steps: Array<{ id?: string; env?: Record<string, string> }> }>;
	};
	const { env } = jobs.contract.steps.find(({ id }) => id === 'check')!;
	const variables = PROVIDERS.flatMap((provider) =>
		fieldsOf(provider).map(({ name }) => variableOf(provider, name)),
	);
	expect(env).toEqual(
		Object.fromEntries(variables.map((name) => [name, `\${{ secrets.${name} }}`])),
	);
});

it('The form for reports names all providers', () => {
	const text = readFileSync(join(repository, '.github/ISSUE_TEMPLATE/contract-check.yml'), 'utf8');
	const { body } = parse(text) as {
		body: Array<{ id?: string; attributes: { options?: string[] } }>;
	};
	const options = body.find(({ id }) => id === 'provider')?.attributes.options;
	expect(options).toEqual(PROVIDERS.map(({ title }) => title));
});
