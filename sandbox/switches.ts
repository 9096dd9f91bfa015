import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { configuredPositions } from './positions';

/**
 * A setting for behaviour that a provider's documents leave open or describe in two ways, or for a value that tests
 * need to be smaller. Tests and the control API can change it.
 */
export interface Switch<Schema extends z.ZodTypeAny = z.ZodTypeAny> {
	/** The values that it accepts. */
	schema: Schema;
	/** The initial value. */
	initial: z.infer<Schema>;
	/** What it determines, for the sandbox's page. */
	description: string;
}

/** A provider's switches, by name. */
export type SwitchTable = Record<string, Switch>;

/** The values of a provider's switches. */
export type SwitchValues<Table extends SwitchTable> = {
	[Name in keyof Table]: z.infer<Table[Name]['schema']>;
};

/** Declares a switch. */
export const declareSwitch = <Schema extends z.ZodTypeAny>(
	schema: Schema,
	initial: z.infer<Schema>,
	description: string,
): Switch<Schema> => ({ schema, initial, description });

/**
 * The initial values of a provider's switches, as a new object: those set by the environment, otherwise those of their
 * declarations.
 * @param provider its name in the sandbox
 * @throws if the environment sets an unknown switch, or a value that a switch does not accept
 */
export const initialValues = <Table extends SwitchTable>(
	provider: string,
	table: Table,
): SwitchValues<Table> =>
	structuredClone({
		...Object.fromEntries(Object.entries(table).map(([name, { initial }]) => [name, initial])),
		...configuredPositions(provider, table),
	}) as SwitchValues<Table>;

/** All positions of a switch that has a list of them; otherwise only the initial one. */
export function positionsOf({ schema, initial }: Switch): unknown[] {
	if (schema instanceof z.ZodEnum) return schema.options as unknown[];
	if (schema instanceof z.ZodBoolean) return [false, true];
	if (schema instanceof z.ZodUnion) {
		const literals = (schema.options as z.ZodTypeAny[]).map((each) =>
			each instanceof z.ZodLiteral ? (each.value as unknown) : undefined,
		);
		if (!literals.includes(undefined)) return literals;
	}
	return [initial];
}

/** Adds the routes that read and change a provider's switches to the control API. */
export function switchRoutes(
	app: FastifyInstance,
	provider: string,
	table: SwitchTable,
	holder: { switches: object },
): void {
	const path = `/${provider}/switches`;
	const schemas = Object.entries(table).map(([name, { schema }]) => [name, schema] as const);
	const changes = z.object(Object.fromEntries(schemas)).partial().strict();
	app.get(path, (_request, reply) => reply.send(holder.switches));
	app.patch(path, ({ body }, reply) => {
		Object.assign(holder.switches, changes.parse(body));
		return reply.send(holder.switches);
	});
}
