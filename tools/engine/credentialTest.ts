import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	INode,
	INodeExecutionData,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';
import { createAdditionalData } from './additionalData';
import { CredentialsHelper } from './credentialsHelper';
import type { Installation } from './installation';

/** The result that is shown under the credential's form. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

interface FailedRequest {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

const failed = (message: string): CredentialTestResult => ({ status: 'Error', message });

/** A node that only makes the test's request, based on n8n's No Operation node. */
function requestingNode(noOp: INodeType, type: string, test: ICredentialTestRequest): INodeType {
	return {
		description: {
			...noOp.description,
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
}

/** n8n's order: the type's own rules for the status, then the status itself, then the connection. */
function explain({ message, cause }: FailedRequest, test: ICredentialTestRequest) {
	const { code, response } = cause ?? {};
	if (!response) return failed(code ?? message);
	const rule = test.rules?.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	if (rule) return failed(rule.properties.message);
	return failed(response.statusText || `Received HTTP status code: ${response.status}`);
}

function findInBody([output]: INodeExecutionData[][], test: ICredentialTestRequest) {
	return test.rules?.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' &&
			'key' in properties &&
			valueAt(output[0].json, properties.key) === properties.value,
	);
}

/** Resolves a rule's key like lodash's `get`; strings have indexes and a length. */
export const valueAt = (body: unknown, path: string) =>
	path
		.split('.')
		.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], body);

/** Makes a credential's `test` request as n8n's CLI does (`credentials-tester`). */
export async function testCredential(
	{ nodeTypes, credentialTypes }: Installation,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<CredentialTestResult> {
	const { test } = credentialTypes.getByName(type);
	if (!test) return failed('No testing function found for this credential.');

	const noOp = nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
	const nodeType = requestingNode(noOp, type, test);
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: nodeType.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id: '1', name: type } },
	};
	const onlyThis: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: onlyThis,
	});
	const helper = new CredentialsHelper(credentialTypes, { [type]: data });
	const additionalData = createAdditionalData('internal', workflow.id, helper);

	let response: INodeExecutionData[][] | null | undefined;
	try {
		const complete = await helper.withDefaults(additionalData, data, type, 'internal');
		const context = new ExecuteContext(
			workflow,
			node,
			additionalData,
			'internal',
			createEmptyRunExecutionData(),
			0,
			[],
			{ main: [[{ json: {} }]] },
			{ node, data: {}, source: null },
			[],
		);
		const decrypted = { id: '1', name: type, type, data: complete };
		response = await new RoutingNode(context, nodeType, decrypted).runNode();
	} catch (error) {
		return explain(error as FailedRequest, test);
	}
	// As in n8n, errors that the rules cause on an answer without items are not caught.
	const rule = findInBody(response ?? [[{ json: {} }]], test);
	return rule
		? failed(rule.properties.message)
		: { status: 'OK', message: 'Connection successful!' };
}
