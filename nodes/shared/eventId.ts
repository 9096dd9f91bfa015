/**
 * What a trigger's event is known by: the same each time for the same change, however n8n learnt of it.
 * @param source the provider and what it is about, e.g. "provider:message"
 */
export const eventIdOf = (source: string, id: string, state: string) => `${source}:${id}:${state}`;
