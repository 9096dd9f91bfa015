import { jsonParse, type IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object, as opposed to text, a list or nothing. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list that a provider may have left out, or filled with something else. */
export function objectsIn(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

/** A value as trimmed text; empty for what is no text, number or boolean. */
export function textOf(value: unknown): string {
	const isText = ['string', 'number', 'boolean'].includes(typeof value);
	return isText ? String(value).trim() : '';
}

/** No provider's JSON and nobody's template has as many levels. JavaScript can write some 4,000, and read any number. */
export const MOST_LEVELS = 500;

/**
 * Whether lists and objects lie in each other deeper than that: to go through them, or to write them as JSON, would
 * overflow the stack. What holds itself is as deep as it is on its way back to itself.
 * @param around what the value is in
 */
export function isTooDeep(value: unknown, around = new Set<unknown>()): boolean {
	if (typeof value !== 'object' || value === null || around.has(value)) return false;
	if (around.size >= MOST_LEVELS) return true;
	around.add(value);
	const found = Object.values(value).some((inside) => isTooDeep(inside, around));
	around.delete(value);
	return found;
}

/** The first text of a list that is there before; undefined if each is there once. */
export function firstTwice(texts: string[]): string | undefined {
	const seen = new Set<string>();
	return texts.find((text) => seen.size === seen.add(text).size);
}

/** The fields that hold something. */
export function filled<T>(fields: Record<string, T>): Record<string, NonNullable<T>> {
	const entries = Object.entries(fields).filter(([, value]) => (value ?? '') !== '');
	return Object.fromEntries(entries) as Record<string, NonNullable<T>>;
}

const byName: (name: string, value: unknown) => unknown = (_, value) =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
		: value;

/** Whether two values are the same in JSON, in whatever order their fields stand. */
export const isSameJson = (one: unknown, other: unknown) =>
	JSON.stringify(one, byName) === JSON.stringify(other, byName);

/**
 * What a parameter of type `json` holds: n8n hands over the text that was typed, or what an expression
 * gave. undefined for text that is no JSON.
 */
export function parsedJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	// n8n takes a fallback of undefined for none, and throws.
	const parsed = jsonParse<unknown>(value, { fallbackValue: null });
	return parsed === null && value.trim() !== 'null' ? undefined : parsed;
}
