import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { DELIVERY_STATES, ERDS_EVENTS } from '../../nodes/shared/delivery';
import { isObject, textOf } from '../../nodes/shared/json';
import type { Engine } from '../engine/engine';
import type { Provider } from '../providers';
import type { Answered } from './conduct';
import { isPdf, isSuccess, jsonOf, type Exchange } from './seen';

/** The output of a node for the answers of one step. */
export interface StepOutputs {
	step: string;
	items: INodeExecutionData[];
	/** Mismatches between output and answers, as text. */
	wrong: string[];
}

/** All `delivery` objects in an output, including those in nested lists of recipients. */
export function deliveriesIn(value: unknown): IDataObject[] {
	if (Array.isArray(value)) return value.flatMap(deliveriesIn);
	if (!isObject(value)) return [];
	const own = isObject(value.delivery) ? [value.delivery] : [];
	return [...own, ...Object.values(value).flatMap(deliveriesIn)];
}

/** Whether a node should be able to process an answer. */
const isReadable = (exchange?: Exchange) =>
	exchange !== undefined &&
	isSuccess(exchange) &&
	(isPdf(exchange) || jsonOf(exchange) !== undefined);

const shown = (value: unknown) => JSON.stringify(value);

const has = (list: readonly unknown[], value: unknown) => list.includes(value);

/** ISO 8601; without a time zone if the provider gives none. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?$/;

/** What is wrong with a delivery. @param told all requests and answers of the step, as text */
function wrongWithDelivery({ id, state, final, event, at }: IDataObject, told: string): string[] {
	const claims: Array<[boolean, string]> = [
		[!has(DELIVERY_STATES, state), `${shown(state)} is no state`],
		// An email in an inbox need not be about a message.
		[state === 'unknown' && id !== null, 'the status has no state'],
		[typeof final !== 'boolean', 'it does not say whether it is final'],
		[event !== null && !has(ERDS_EVENTS, event), `${shown(event)} is no event`],
		[at !== null && !TIME.test(textOf(at)), `${shown(at)} is no time`],
		[id !== null && !told.includes(textOf(id)), `the ID ${shown(id)} stands in no answer`],
	];
	return claims.filter(([isTrue]) => isTrue).map(([, claim]) => `delivery: ${claim}`);
}

/** What is wrong with a file. */
async function wrongWithFile(
	data: IBinaryData,
	exchanges: Exchange[],
	engine: Pick<Engine, 'readBinary'>,
): Promise<string[]> {
	if (!exchanges.some(isPdf)) return [`${data.fileName}: no answer was a PDF`];
	const content = await engine.readBinary(data);
	const isRight = data.mimeType === 'application/pdf' && content.subarray(0, 5).equals(PDF);
	return isRight ? [] : [`${data.fileName}: it is not the PDF that was answered`];
}

const PDF = Buffer.from('%PDF-');

/**
 * Compares a node's output with the answers that it received; undefined if the step did not run a node of the package.
 */
export async function outputsOf(
	{ title }: Provider,
	{ name, asked, exchanges, result }: Answered,
	engine: Pick<Engine, 'readBinary'>,
): Promise<StepOutputs | undefined> {
	if (!('operation' in asked)) return undefined;
	const items = result?.error ? [] : (result?.items(title) ?? []);
	const failure = result ? result.error?.message : 'it did not end';
	const isFailed = failure !== undefined && isReadable(exchanges.at(-1));
	const told = exchanges.map(({ url, body }) => `${url.href}\n${body.toString()}`).join('\n');
	const files = items.flatMap(({ binary = {} }) => Object.values(binary));
	const ofFiles = await Promise.all(
		files.map(async (file) => await wrongWithFile(file, exchanges, engine)),
	);
	const wrong = [
		...(isFailed ? [`it fails, though it was answered: ${failure}`] : []),
		...items.flatMap(({ json }) =>
			deliveriesIn(json).flatMap((delivery) => wrongWithDelivery(delivery, told)),
		),
		...ofFiles.flat(),
	];
	return { step: name, items, wrong: [...new Set(wrong)] };
}
