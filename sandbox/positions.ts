import { z } from 'zod';

/**
 * The environment variable that has positions for switches to begin with, as JSON by provider and switch:
 * `{ "stampee": { "evidenceShape": "pdf" } }`. So a sandbox plays what a contract check has seen from its start on,
 * whoever starts it.
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
 * The positions in which the environment lets a provider's switches begin.
 * @throws if it names a switch that the provider does not have, or a position that the switch does not take
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
