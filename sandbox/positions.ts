import { z } from 'zod';

/**
 * The environment variable with the initial positions of switches, as JSON by provider and switch:
 * `{ "stampee": { "evidenceShape": "pdf" } }`. It makes a sandbox behave from its start as a contract check has
 * observed, whoever starts it.
 */
export const POSITIONS_VARIABLE = 'SANDBOX_SWITCHES';

const positionsSchema = z.record(z.record(z.unknown()));

function positionsIn(text: string): z.infer<typeof positionsSchema> {
	try {
		return positionsSchema.parse(JSON.parse(text));
	} catch {
		throw new Error(`${POSITIONS_VARIABLE} is not JSON of positions by provider and switch`);
	}
}

/**
 * The initial positions of a provider's switches that the environment sets.
 * @throws if it names a switch that the provider does not have, or a position that the switch does not accept
 */
export function configuredPositions(
	provider: string,
	table: Record<string, { schema: z.ZodTypeAny }>,
	environment: NodeJS.ProcessEnv = process.env,
): Record<string, unknown> {
	const text = environment[POSITIONS_VARIABLE] ?? '';
	const positions = text === '' ? {} : (positionsIn(text)[provider] ?? {});
	const wrong = Object.entries(positions).find(
		([name, position]) => !table[name]?.schema.safeParse(position).success,
	);
	if (wrong) {
		const [name, position] = wrong;
		throw new Error(
			`${POSITIONS_VARIABLE}: ${provider} has no switch '${name}' that takes ${JSON.stringify(position)}`,
		);
	}
	return positions;
}
