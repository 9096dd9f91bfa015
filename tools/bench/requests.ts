import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import { textOf } from '../../nodes/shared/json';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import * as legallyMail from '../providers/legallyMail/node';
import * as postageApp from '../providers/postageApp/node';
import * as stampee from '../providers/stampee/node';
import type { Benchmark, Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import { openN8n, type RealN8n } from './n8n';

const RECIPIENTS = 1000;

const GATHERED = 'our node, Combine Items';

/** A provider that takes many recipients in one request. */
interface Roomy {
	provider: string;
	/** In the sandbox's journal. */
	journal: string;
	/** The fewest requests that its API allows. */
	fewest: number;
	input: INodeExecutionData[];
	credential: {
		type: string;
		data: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	};
	node: (options: object, credentials: INodeJson['credentials']) => INodeJson;
	alternative: {
		header: (sandbox: Sandbox) => { name: string; value: string };
		url: (sandbox: Sandbox) => string;
		fields: (sandbox: Sandbox) => Record<string, unknown>;
	};
}

const roomy: Roomy[] = [
	{
		provider: 'Stampee',
		journal: 'stampee',
		fewest: 1,
		input: stampee.addressees(RECIPIENTS),
		credential: { type: 'stampeeApi', data: (sandbox) => stampee.stampeeAccount(sandbox.stampee) },
		node: (options, credentials) =>
			stampee.stampee(
				['message', 'send'],
				{ ...stampee.letterToEachItem, customerReference: 'NOTICE', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: ({ stampee: { token } }) => ({ name: 'X-API-TOKEN', value: token }),
			url: ({ stampee: { url } }) => `${url}/messages/bulk_send`,
			fields: () => ({
				type: 'LS',
				body: stampee.letterToEachItem.body,
				recipients: stampee.letterToEachItem.recipientsJson,
			}),
		},
	},
	{
		provider: 'PostageApp',
		journal: 'postageApp',
		fewest: 1,
		input: postageApp.customers(RECIPIENTS),
		credential: {
			type: 'postageAppApi',
			data: (sandbox) => postageApp.postageAppAccount(sandbox.postageApp),
		},
		node: (options, credentials) =>
			postageApp.postageApp(
				['message', 'send'],
				{ ...postageApp.mailToEachItem, textPlain: 'Thank you', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: () => ({ name: 'Accept', value: 'application/json' }),
			url: ({ postageApp: { url } }) => `${url}/v.1.1/send_message.json`,
			fields: ({ postageApp: { projectKey } }) => ({
				api_key: projectKey,
				arguments:
					'={{ { recipients: $json.email, headers: { subject: "Your receipt" }, content: "Thank you" } }}',
			}),
		},
	},
	{
		provider: 'LegallyMail',
		journal: 'legallyMail',
		fewest: RECIPIENTS / 10,
		input: legallyMail.recipients(RECIPIENTS),
		credential: {
			type: 'legallyMailApi',
			data: (sandbox) => legallyMail.legallyMailAccount(sandbox.legallyMail),
		},
		node: (options, credentials) =>
			legallyMail.legallyMail(
				['email', 'send'],
				{ ...legallyMail.emailToEachItem, subject: 'Notice', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: ({ legallyMail: { token } }) => ({
				name: 'Authorization',
				value: `Bearer ${token}`,
			}),
			url: ({ legallyMail: { url } }) => `${url}/api/send`,
			fields: () => ({ ...legallyMail.emailToEachItem, subject: 'Notice' }),
		},
	},
];

/** Counts requests, which a limit would only slow down. */
function liftLimits({ legallyMail: { switches } }: Sandbox): void {
	switches.rateLimit = null;
	switches.planLimit = 4 * RECIPIENTS;
}

async function measure(
	n8n: RealN8n,
	sandbox: Sandbox,
	{ provider, journal, input, credential, node, alternative }: Roomy,
): Promise<Row[]> {
	const kept = await n8n.keep(credential.type, credential.data(sandbox));
	const contestants: Record<string, INodeJson> = {
		[GATHERED]: node({ combineItems: true }, kept),
		'our node, item by item': node({}, kept),
		[HTTP_REQUEST]: httpRequest({
			url: alternative.url(sandbox),
			credentials: await n8n.keep('httpHeaderAuth', alternative.header(sandbox)),
			fields: alternative.fields(sandbox),
		}),
	};
	// What is loaded on first use is not the recipients' doing.
	const others = input.slice(0, 100).map(({ json }) => ({
		json: { ...json, email: `other-${textOf(json.email)}` },
	}));
	for (const each of Object.values(contestants)) await n8n.run(others, each);
	const rows: Row[] = [];
	for (const [contestant, each] of Object.entries(contestants)) {
		sandbox.journal.clear();
		const { milliseconds } = await n8n.run(input, each);
		const recipients = sandbox.journal.accepted(journal).map(({ recipient }) => recipient);
		rows.push({
			task: provider,
			contestant,
			figures: {
				requests: sandbox.journal.requests(journal).length,
				'recipients reached': new Set(recipients).size,
				'time in s': milliseconds / 1000,
			},
		});
	}
	return rows;
}

export const requests: Benchmark = {
	name: 'requests',
	title: `Requests for ${RECIPIENTS} recipients of one message`,
	async run(say) {
		const sandbox = await startSandbox();
		const n8n = await openN8n();
		try {
			liftLimits(sandbox);
			const rows: Row[] = [];
			for (const each of roomy) {
				say(each.provider);
				rows.push(...(await measure(n8n, sandbox, each)));
			}
			return {
				rows,
				goals: roomy.map(({ provider, fewest }) => ({
					what: `${provider}, requests`,
					reached: rows.find(
						({ task, contestant }) => task === provider && contestant === GATHERED,
					)!.figures.requests,
					limit: fewest,
					is: 'at most',
				})),
				notes: [
					'PEC Massiva takes many recipients too, but they would see each other; stemp takes one.',
					'The limits of the sandbox are lifted: LegallyMail lets 100 requests take ten minutes, and 1,000 a hundred.',
				],
			};
		} finally {
			await n8n.close();
			await sandbox.stop();
		}
	},
};
