import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { configuredPositions } from './positions';

/**
 * What no document of a provider says, or what its documents say in two ways, or what tests need smaller. Tests
 * and the control API can change it.
 */
export interface Switch<Schema extends z.ZodTypeAny = z.ZodTypeAny> {
	/** The values that it takes. */
	schema: Schema;
	/** The one that it has at first. */
	initial: z.infer<Schema>;
	/** What it decides, for the sandbox's page. */
	description: string;
}

/** A provider's switches, by name. */
export type SwitchTable = Record<string, Switch>;

/** How a provider's switches stand. */
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
 * The values that a provider's switches have at first, as an object of their own: those that the environment says, if
 * it does, and else those of their declarations.
 * @param provider as the sandbox calls it
 * @throws if the environment says what they do not take
 */
export const initialValues = <Table extends SwitchTable>(
	provider: string,
	table: Table,
): SwitchValues<Table> =>
	structuredClone({
		...Object.fromEntries(Object.entries(table).map(([name, { initial }]) => [name, initial])),
		...configuredPositions(provider, table),
	}) as SwitchValues<Table>;

/** The positions of a switch that has a list of them; of others, the one that it has at first. */
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

/** Adds the routes to the control API by which a provider's switches are read and changed. */
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
