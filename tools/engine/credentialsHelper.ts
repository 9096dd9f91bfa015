import { getAdditionalKeys } from 'n8n-core';
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialType,
	ICredentials,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	INodeType,
	INodeTypes,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { ICredentialsHelper, isExpression, NodeHelpers, Workflow } from 'n8n-workflow';
import type { CredentialTypes } from './credentialTypes';
import { ownRequestAllowedDomains, withIsolate } from './olderEngines';

/**
 * The stored credentials: `type` for any credential of that type that a node names, `type:id` for a specific one. n8n's
 * write-backs (a renewed token) modify these objects, as they would modify database rows.
 */
export type StoredCredentials = Record<string, ICredentialDataDecryptedObject>;

/** Called with the data that n8n writes back, before anything else is done with it. */
export type OnWrittenBack = (data: ICredentialDataDecryptedObject) => Promise<void>;

/** The only node of the workflow in which n8n resolves a credential's expressions outside of a run. */
const nobody: INode = {
	id: '',
	name: '',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
const nobodysType = { description: { properties: [] as INodeProperties[] } } as INodeType;
const nobodysTypes: INodeTypes = {
	getByName: () => nobodysType,
	getByNameAndVersion: () => nobodysType,
	getKnownTypes: () => ({}),
};

const notOffered = (what: string) => new Error(`This harness does not offer ${what}`);

/** Restricts a credential's own login request to the domains that the credential allows. */
function withinOwnDomains(
	{ helpers }: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): IHttpRequestHelper {
	const httpRequest = async (options: IHttpRequestOptions): Promise<unknown> => {
		const allowedDomains = ownRequestAllowedDomains(credentials);
		return await helpers.httpRequest(
			allowedDomains === undefined ? options : { ...options, allowedDomains },
		);
	};
	return { helpers: { httpRequest } };
}

/** Handles credentials like n8n's CLI (`credentials-helper`), but in memory. */
export class CredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly types: CredentialTypes,
		private readonly stored: StoredCredentials,
		private readonly onWrittenBack?: OnWrittenBack,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		return this.types.getParentTypes(name);
	}

	getCredentialsProperties(name: string): INodeProperties[] {
		return this.types.getProperties(name);
	}

	isCredentialUsableByNode(name: string, nodeType: string): boolean {
		const { restrictToSupportedNodes } = this.types.getByName(name);
		return !restrictToSupportedNodes || this.types.getSupportedNodes(name).includes(nodeType);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		name: string,
		request: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const options = request as IHttpRequestOptions;
		const { authenticate } = this.types.getByName(name);
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate) addGeneric(authenticate, options, credentials, workflow, node);
		return options;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		name: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type: ICredentialType = this.types.getByName(name);
		const token = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (!token || !type.preAuthentication) return undefined;
		if (credentials[token.name] !== '' && !credentialsExpired) return undefined;

		const renewed = (await type.preAuthentication.call(
			withinOwnDomains(helpers, credentials),
			credentials,
		)) as ICredentialDataDecryptedObject;
		const named = node.credentials?.[name];
		if (renewed[token.name] === undefined || !named) return undefined;

		const kept = this.find(named, name);
		// n8n never overwrites a user's expression with its resolved value.
		const isKept = ([field]: [string, unknown]) =>
			field === token.name || !isExpression(kept[field]);
		await this.updateCredentials(
			named,
			name,
			Object.fromEntries(Object.entries(renewed).filter(isKept)),
		);
		return Object.assign(credentials, renewed);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		named: INodeCredentialsDetails,
		name: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.find(named, name);
		if (raw) return { ...data };
		return await this.withDefaults(additionalData, data, name, mode, executeData, resolveValues);
	}

	/** The data with the type's defaults and resolved expressions, without hidden fields. */
	async withDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		data: ICredentialDataDecryptedObject,
		name: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const complete = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(name),
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });

		if (resolveValues) {
			const { workflow, runExecutionData, runIndex, itemIndex, node, connectionInputData } =
				resolveValues;
			return workflow.expression.getParameterValue(
				complete,
				runExecutionData,
				runIndex,
				itemIndex,
				node.name,
				connectionInputData,
				mode,
				keys,
				executeData,
				false,
				complete,
			) as ICredentialDataDecryptedObject;
		}
		const workflow = new Workflow({
			nodes: [nobody],
			connections: {},
			active: false,
			nodeTypes: nobodysTypes,
		});
		return await withIsolate(workflow, () =>
			Promise.resolve(
				workflow.expression.getComplexParameterValue(
					nobody,
					complete,
					mode,
					keys,
					undefined,
					undefined,
					complete,
				) as ICredentialDataDecryptedObject,
			),
		);
	}

	async updateCredentials(
		named: INodeCredentialsDetails,
		name: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		Object.assign(this.find(named, name), data);
		await this.onWrittenBack?.(data);
	}

	runPreAuthentication(): Promise<undefined> {
		return Promise.reject(notOffered('OAuth'));
	}

	updateCredentialsOauthTokenData(): Promise<void> {
		return Promise.reject(notOffered('OAuth'));
	}

	getCredentials(): Promise<ICredentials> {
		return Promise.reject(notOffered('encrypted credentials'));
	}

	private find({ id, name }: INodeCredentialsDetails, type: string) {
		if (!id) throw new Error(`Found credential with no ID: '${name}' of type '${type}'`);
		const found = this.stored[`${type}:${id}`] ?? this.stored[type];
		if (!found) throw new Error(`Credential with ID "${id}" does not exist for type "${type}"`);
		return found;
	}
}

/** The declarative form of `authenticate`: sets headers, qs, body and auth. */
function addGeneric(
	{ properties }: IAuthenticateGeneric,
	options: IHttpRequestOptions,
	$credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
) {
	const resolve = (value: string): string => {
		if (!isExpression(value)) return value;
		const resolved = workflow.expression.getSimpleParameterValue(
			node,
			value,
			'internal',
			{ $credentials },
			undefined,
			'',
		);
		// Here n8n writes an empty string for any falsy value.
		return resolved ? String(resolved) : '';
	};
	const parts = options as unknown as Record<string, Record<string, unknown> | undefined>;
	options.headers ??= {};
	for (const [part, entries] of Object.entries(properties)) {
		const target = (parts[part] ||= {});
		for (const [key, value] of Object.entries(entries as Record<string, string>)) {
			target[resolve(key)] = resolve(value);
		}
	}
}
