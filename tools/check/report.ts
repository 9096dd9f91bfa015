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
		/** Of this form. */
		format: z.literal(1),
		provider: z.string(),
		/** The day of the check, in UTC. */
		date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
		/** The version of the package. */
		version: z.string(),
		/** Whether something was sent. */
		isSent: z.boolean(),
		/** Whether it was the sandbox, or another server, and not the provider itself. */
		isElsewhere: z.boolean(),
		isRecognised: z.boolean(),
		/** What the user named, or what was sent, by the provider's `inputs`. */
		given: z.record(z.string()),
		facts: z.record(z.enum(['held', 'did not hold', 'not seen', 'needs a send', 'not looked at'])),
		switches: z.record(foundSchema),
		exchanges: z.array(exchangeSchema),
	})
	.strict();

/** What a check leaves behind: nothing in it is a secret, or somebody's. */
export type Report = z.infer<typeof reportSchema>;

/** @throws if it is no report */
export const parseReport = (text: string): Report => reportSchema.parse(JSON.parse(text));

/** What a report is made of. */
export interface Material {
	provider: Provider;
	seen: Seen;
	findings: Findings;
	credential: ICredentialDataDecryptedObject;
	/** What was named, or sent. */
	given: Record<string, string>;
	/** Whom was sent to. */
	to?: string;
	isSent: boolean;
	at: Date;
}

/** The most exchanges of one step that stand in a report: lists have many pages. */
const MAX_OF_A_STEP = 20;

/** The first ones of each step, and the last one, which ends a list. */
const worthKeeping = (exchanges: Exchange[]): Exchange[] =>
	exchanges.filter((exchange) => {
		const ofStep = exchanges.filter(({ step }) => step === exchange.step);
		return ofStep.indexOf(exchange) < MAX_OF_A_STEP - 1 || exchange === ofStep.at(-1);
	});

/** A position as it may stand in a report: what the switch itself lists, numbers, and of answers what is on a list. */
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

/** Makes the report of a check. */
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
