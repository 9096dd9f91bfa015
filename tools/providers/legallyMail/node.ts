import type { IBinaryData, ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { LegallyMailSandbox } from '../../../sandbox/legallyMail';
import type { INodeJson, WorkflowJson } from '../../engine/engine';

const credentials = { legallyMailApi: { id: '1', name: 'LegallyMail account' } };

/** Far more requests than LegallyMail allows, for tests that are not about the rate limit. */
export const unhurried = { maxRequestsPerMinute: 600_000 };

/** A workflow whose LegallyMail nodes do not wait for the rate limit. */
export const unhurriedWorkflow = (workflow: WorkflowJson): WorkflowJson => ({
	...workflow,
	nodes: workflow.nodes.map((node) => {
		if (!node.type.startsWith('n8n-nodes-certified-mail.legallyMail')) return node;
		const parameters = node.parameters as { options?: object };
		return {
			...node,
			parameters: { ...parameters, options: { ...parameters.options, ...unhurried } },
		};
	}),
});

/** A LegallyMail node for one operation; `node` overrides fields other than the parameters. */
export const legallyMail = (
	[resource, operation]: [string, string],
	{ options, ...parameters }: INodeParameters = {},
	node: Partial<INodeJson> = {},
): INodeJson => ({
	name: 'LegallyMail',
	type: 'n8n-nodes-certified-mail.legallyMail',
	typeVersion: 1,
	credentials,
	...node,
	parameters: {
		resource,
		operation,
		...parameters,
		options: { ...unhurried, ...(options as INodeParameters | undefined) },
	},
});

/** A LegallyMail Trigger for one event. */
export const legallyMailTrigger = (
	event: string,
	{ options, ...parameters }: INodeParameters = {},
): INodeJson => ({
	name: 'LegallyMail Trigger',
	type: 'n8n-nodes-certified-mail.legallyMailTrigger',
	typeVersion: 1,
	credentials,
	parameters: {
		event,
		...parameters,
		options: { ...unhurried, ...(options as INodeParameters | undefined) },
	},
});

/** An email to the person that each input item names by its `email`. */
export const emailToEachItem: INodeParameters = {
	recipient: '={{ $json.email }}',
	subject: '={{ $json.subject }}',
	body: 'Bonjour',
};

/** Input items for `emailToEachItem`: mail-0@example.org, mail-1@example.org, ... */
export const recipients = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		json: { email: `mail-${index}@example.org`, subject: `Notice ${index}` },
	}));

/** A resource locator parameter in ID mode. */
export const byId = (value: string): INodeParameters => ({ __rl: true, mode: 'id', value });

/** An input item with one file. */
export const itemWith = (data: IBinaryData) => ({ json: {}, binary: { data } });

/** A credential for the sandbox. */
export const legallyMailAccount = ({
	url,
	token,
}: LegallyMailSandbox): ICredentialDataDecryptedObject => ({
	token,
	environment: 'custom',
	baseUrl: url,
});
