import { jsonParse, type IDataObject } from 'n8n-workflow';

/** Whether a value is a JSON object, and not text, a list or nothing. */
export function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether an object is a plain object, of any realm. JSON would drop the content of others, such as a Map. */
export function isPlain(value: object): boolean {
	const prototype = Object.getPrototypeOf(value) as object | null;
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The objects of a list that a provider may have omitted, or filled with something else. */
export function objectsIn(value: unknown): IDataObject[] {
	return Array.isArray(value) ? (value as unknown[]).filter(isObject) : [];
}

/** A value as trimmed text; empty if it is not text, a number or a boolean. */
export function textOf(value: unknown): string {
	const isText = ['string', 'number', 'boolean'].includes(typeof value);
	return isText ? String(value).trim() : '';
}

/**
 * A provider's ID as text; empty for what is none. Text is one whatever it says. A number is not if it is zero or
 * negative, or so large that JSON has rounded it: it would name another thing, or none.
 */
export function idOf(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return Number.isSafeInteger(value) && (value as number) > 0 ? String(value) : '';
}

/** What an answer has in the place of an ID, as it came; an empty text for nothing. */
export const asAnswered = <T>(id: T) => id ?? '';

/** No provider's JSON and no template has as many levels. JavaScript can write some 4,000, and read any number. */
export const MAX_DEPTH = 500;

/**
 * Whether lists and objects are nested more deeply than that: reading through them, or writing them as JSON, would
 * overflow the stack. A value that contains itself counts as too deep.
 * @param around the values that contain it
 */
export function isTooDeep(value: unknown, around = new Set<unknown>()): boolean {
	if (typeof value !== 'object' || value === null || around.has(value)) return false;
	if (around.size >= MAX_DEPTH) return true;
	around.add(value);
	const found = Object.values(value).some((inside) => isTooDeep(inside, around));
	around.delete(value);
	return found;
}

/** The first text of a list that occurs twice; undefined if there is none. */
export function firstDuplicate(texts: string[]): string | undefined {
	const seen = new Set<string>();
	return texts.find((text) => seen.size === seen.add(text).size);
}

/** The fields that have a value. */
export function filled<T>(fields: Record<string, T>): Record<string, NonNullable<T>> {
	const entries = Object.entries(fields).filter(([, value]) => (value ?? '') !== '');
	return Object.fromEntries(entries) as Record<string, NonNullable<T>>;
}

const providerName = (name: string) => `provider${name[0].toUpperCase()}${name.slice(1)}`;

/**
 * What a provider answered, without names that only we give to fields of an output, so that these mean what we say.
 * Nothing is lost: its `delivery` becomes `providerDelivery`.
 */
export function withoutNames(answered: IDataObject, ours: string[]): IDataObject {
	if (!ours.some((name) => name in answered)) return answered;
	return Object.fromEntries(
		Object.entries(answered).map(([name, value]) => [
			ours.includes(name) ? providerName(name) : name,
			value,
		]),
	);
}

/**
 * An output whose field `error`, if the provider gave one, is `providerError`: n8n takes an item with an `error` for a
 * failed one, and runs the node again if the user wants retries.
 */
export const withoutError = (json: IDataObject) => withoutNames(json, ['error']);

const byName: (name: string, value: unknown) => unknown = (_, value) =>
	isObject(value)
		? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
		: value;

/** Whether two values are the same in JSON, regardless of the order of their fields. */
export const isSameJson = (one: unknown, other: unknown) =>
	JSON.stringify(one, byName) === JSON.stringify(other, byName);

/**
 * The value of a parameter of type `json`: n8n passes on the text that was typed, or the value of an expression.
 * undefined for text that is not JSON.
 */
export function parsedJson(value: unknown): unknown {
	if (typeof value !== 'string') return value;
	// n8n treats a fallback of undefined as missing, and throws.
	const parsed = jsonParse<unknown>(value, { fallbackValue: null });
	return parsed === null && value.trim() !== 'null' ? undefined : parsed;
}
