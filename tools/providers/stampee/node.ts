import type {
	ICredentialDataDecryptedObject,
	INodeExecutionData,
	INodeParameters,
} from 'n8n-workflow';
import type { JournalRequest, Sandbox } from '../../../sandbox';
import type { StampeeSandbox } from '../../../sandbox/stampee';
import { chain, start } from '../../engine/chain';
import type { INodeJson, Run } from '../../engine/engine';
import type { Stage } from '../../engine/stage';

/** A Stampee node for one operation; `node` overrides fields other than the parameters. */
export const stampee = (
	[resource, operation]: [string, string],
	parameters: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'Stampee',
	type: 'n8n-nodes-certified-mail.stampee',
	typeVersion: 1,
	credentials: { stampeeApi: { id: '1', name: 'Stampee account' } },
	...node,
	parameters: { resource, operation, ...parameters },
});

/** A simple letter to the person that each input item names by its `email`. */
export const letterToEachItem: INodeParameters = {
	type: 'LS',
	specifyRecipients: 'json',
	recipientsJson: '={{ [{ email: $json.email, firstname: "Claire", lastname: "Martin" }] }}',
	body: 'Bonjour',
	customerReference: '={{ $json.reference }}',
};

/** Input items for `letterToEachItem`: letter-0@example.org, letter-1@example.org, ... */
export const addressees = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { email: `letter-${index}@example.org`, reference: `REF-${index}` },
	}));

/** A credential for the sandbox that is sufficient for simple letters. */
export const stampeeAccount = ({ url, token }: StampeeSandbox): ICredentialDataDecryptedObject => ({
	apiToken: token,
	environment: 'custom',
	baseUrl: url,
	mutualTls: 'none',
});

/** A credential for the sandbox with the client certificate that registered letters need. */
export const stampeeAccountWithCertificate = (
	sandbox: StampeeSandbox,
): ICredentialDataDecryptedObject => ({
	...stampeeAccount(sandbox),
	baseUrl: sandbox.secureUrl,
	ca: sandbox.certificateAuthority,
	mutualTls: 'pem',
	certificate: sandbox.clientCertificate.certificate,
	privateKey: sandbox.clientCertificate.key,
});

/** How to run an operation, if not with one empty item and an account at the sandbox. */
export interface Operation {
	input?: INodeExecutionData[];
	account?: ICredentialDataDecryptedObject;
	/** Fields of the node other than the parameters. */
	node?: Partial<INodeJson>;
}

/** Runs a workflow of one Stampee node. */
export function operate(
	{ engine, sandbox }: Stage,
	operation: [string, string],
	parameters: INodeParameters,
	{ input, account = stampeeAccount(sandbox.stampee), node }: Operation = {},
): Run {
	return engine.run(chain(start, stampee(operation, parameters, node)), {
		input,
		credentials: { stampeeApi: account },
	});
}

/** The requests to Stampee's API, in order. */
export const asked = (sandbox: Sandbox): JournalRequest[] => sandbox.journal.requests('stampee');
