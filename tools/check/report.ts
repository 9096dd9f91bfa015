import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { z } from 'zod';
import packageJson from '../../package.json';
import type { Provider } from '../providers';
import { isObject, textOf } from '../../nodes/shared/json';
import { positionsOf, type Switch } from '../../sandbox/switches';
import type { Findings, Found } from './findings';
import { redactedBody, redactionOf, type Redaction } from './redaction';
import type { Exchange, Seen } from './seen';

const bodySchema = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('json'), json: z.unknown() }).strict(),
	...(['pdf', 'page', 'text', 'empty'] as const).map((kind) =>
		z.object({ kind: z.literal(kind) }).strict(),
	),
]);

const exchangeSchema = z
	.object({
		step: z.string(),
		method: z.string(),
		url: z.string(),
		status: z.number().int(),
		headers: z.record(z.string()),
		body: bodySchema,
	})
	.strict();

const foundSchema = z.union([
	z.object({ position: z.unknown() }).strict(),
	z.object({ oneOf: z.array(z.unknown()) }).strict(),
	z.object({ nothing: z.enum(['not seen', 'needs a send']) }).strict(),
	z.object({ notLookedFor: z.string() }).strict(),
]);

const reportSchema = z
	.object({
		/** The version of this format. */
		format: z.literal(1),
		provider: z.string(),
		/** The day of the check, in UTC. */
		date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
		/** The version of the package. */
		version: z.string(),
		/** Whether a message was sent. */
		isSent: z.boolean(),
		/** Whether the server was the sandbox or another one instead of the provider. */
		isElsewhere: z.boolean(),
		isRecognised: z.boolean(),
		/** Values from the user or from the send, keyed by the provider's `inputs`. */
		given: z.record(z.string()),
		facts: z.record(z.enum(['held', 'did not hold', 'not seen', 'needs a send', 'not looked at'])),
		switches: z.record(foundSchema),
		exchanges: z.array(exchangeSchema),
	})
	.strict();

/** The saved result of a check. It contains no secrets and no personal data. */
export type Report = z.infer<typeof reportSchema>;

/** @throws if the text is not a report */
export const parseReport = (text: string): Report => reportSchema.parse(JSON.parse(text));

/** The input of a report. */
export interface Material {
	provider: Provider;
	seen: Seen;
	findings: Findings;
	credential: ICredentialDataDecryptedObject;
	/** Values from the user or from the send. */
	given: Record<string, string>;
	/** The recipient of the send. */
	to?: string;
	isSent: boolean;
	at: Date;
}

/** The maximum number of exchanges per step in a report: lists can have many pages. */
const MAX_OF_A_STEP = 20;

/** The first exchanges of each step, and the last one, which ends a list. */
const worthKeeping = (exchanges: Exchange[]): Exchange[] =>
	exchanges.filter((exchange) => {
		const ofStep = exchanges.filter(({ step }) => step === exchange.step);
		return ofStep.indexOf(exchange) < MAX_OF_A_STEP - 1 || exchange === ofStep.at(-1);
	});

/** A position for a report: positions that the switch declares, numbers, booleans, and answers redacted. */
function positionIn(redaction: Redaction, position: unknown, declared: Switch): unknown {
	if (typeof position === 'number' || typeof position === 'boolean') return position;
	if (typeof position === 'string') {
		return positionsOf(declared).includes(position) ? position : redaction.value(position);
	}
	if (isObject(position) && typeof position.status === 'number' && isObject(position.body)) {
		return { status: position.status, body: redaction.value(position.body) };
	}
	return redaction.value(position);
}

/** Creates the report of a check. */
export function reportOf(material: Material): Report {
	const { provider, seen, findings, credential, given, to, isSent, at } = material;
	const { kept, hostOf } = provider.check;
	const redaction = redactionOf(kept, hostOf(credential), seen, credential, given, to);
	const found = (each: Found, declared: Switch): Found => {
		const shown = (position: unknown) => positionIn(redaction, position, declared);
		if ('position' in each) return { position: shown(each.position) };
		return 'oneOf' in each ? { oneOf: each.oneOf.map(shown) } : each;
	};
	return {
		format: 1,
		provider: provider.name,
		date: at.toISOString().slice(0, 10),
		version: packageJson.version,
		isSent,
		isElsewhere: credential.environment === 'custom',
		isRecognised: findings.isRecognised,
		given: Object.fromEntries(
			Object.entries(given).map(([name, value]) => [name, textOf(redaction.value(value))]),
		),
		facts: findings.facts,
		switches: Object.fromEntries(
			Object.entries(findings.switches).map(([name, each]) => [
				name,
				found(each, provider.contract.switches[name]),
			]),
		),
		exchanges: worthKeeping(seen.exchanges).map((exchange) => ({
			step: exchange.step,
			method: exchange.method,
			url: redaction.url(exchange.url.href),
			status: exchange.status,
			headers: redaction.headers(exchange.headers),
			body: redactedBody(exchange, redaction),
		})),
	};
}
