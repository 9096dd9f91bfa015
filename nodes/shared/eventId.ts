/**
 * The identity of a trigger's event: always the same for the same change, however n8n learned of it.
 * @param source the provider and what it is about, e.g. "provider:message"
 */
export const eventIdOf = (source: string, id: string, state: string) => `${source}:${id}:${state}`;
