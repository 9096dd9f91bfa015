import Ajv from 'ajv';

interface Schema {
	$ref?: string;
	type?: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	additionalProperties?: boolean;
	required?: string[];
	[keyword: string]: unknown;
}

interface Content {
	content?: { 'application/json': { schema?: Schema; example?: unknown } };
}

/** The parts of an OpenAPI file that are read here. */
export interface OpenApi {
	paths: Record<
		string,
		Record<string, { responses?: Record<string, Content>; requestBody?: Content }>
	>;
	components: { schemas: Record<string, Schema> };
}

/**
 * OpenAPI files rarely say which fields are required, or that there are no others, so almost anything
 * would pass. A closed schema accepts just the fields that it documents.
 */
function closed(schema: Schema): Schema {
	const { $ref, properties, items } = schema;
	// Keywords beside a $ref are ignored.
	if ($ref) return schema;
	const inner = (of: Record<string, Schema>) =>
		Object.fromEntries(Object.entries(of).map(([name, each]) => [name, closed(each)]));
	return {
		...schema,
		...(items && { items: closed(items) }),
		...(properties && {
			properties: inner(properties),
			required: schema.required ?? Object.keys(properties),
			additionalProperties: false,
		}),
	};
}

const answerOf = (document: OpenApi, [method, path]: [string, string], status: number) =>
	document.paths[path][method.toLowerCase()].responses?.[status]?.content?.['application/json'];

/** The answer that the file shows as an example. */
export const documentedExample = (
	document: OpenApi,
	operation: [method: string, path: string],
	status: number,
): unknown => answerOf(document, operation, status)?.example;

/** The request body that the file shows as an example. */
export const documentedRequest = (
	{ paths }: OpenApi,
	[method, path]: [method: string, path: string],
): unknown => paths[path][method.toLowerCase()].requestBody?.content?.['application/json'].example;

/**
 * The differences between an answer and what the file documents, in words; empty if there are none.
 * @throws if the file has no schema for such an answer
 */
export function violations(
	{ document, required = 'all' }: { document: OpenApi; required?: 'all' | 'none' },
	operation: [method: string, path: string],
	status: number,
	answer: unknown,
): string[] {
	const schema = answerOf(document, operation, status)?.schema;
	if (!schema) throw new Error(`No schema for ${operation.join(' ')} ${status}`);
	const strict = (each: Schema): Schema =>
		required === 'all' || each.$ref ? closed(each) : { ...closed(each), required: [] };
	const schemas = Object.entries(document.components.schemas);
	const ajv = new Ajv({ allErrors: true, unknownFormats: 'ignore', nullable: true });
	const isValid = ajv.validate(
		{
			allOf: [strict(schema)],
			components: {
				schemas: Object.fromEntries(schemas.map(([name, each]) => [name, strict(each)])),
			},
		},
		answer,
	);
	return isValid ? [] : (ajv.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message}`);
}
