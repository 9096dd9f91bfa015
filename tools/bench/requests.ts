import { textOf } from '../../nodes/shared/json';
import { startSandbox, type Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';
import { PROVIDERS, type Provider } from '../providers';
import type { Benchmark, Row } from './benchmark';
import { HTTP_REQUEST, httpRequest } from './httpRequest';
import type { CombinedSends } from './measured';
import { openN8n, type RealN8n } from './n8n';

const RECIPIENTS = 1000;

const GATHERED = 'our node, Combine Items';

/** Providers that accept many recipients in one request. */
const combining = PROVIDERS.flatMap((provider) => {
	const { combined } = provider.measured;
	return typeof combined === 'string' ? [] : [{ provider, combined }];
});

/** What a reader has to know about each provider. */
const notes = PROVIDERS.flatMap(({ measured: { combined } }) =>
	typeof combined === 'string' ? combined : (combined.note ?? []),
);

async function measure(
	n8n: RealN8n,
	sandbox: Sandbox,
	{ name, title, credential, account, measured }: Provider,
	{ input, node, alternative }: CombinedSends,
): Promise<Row[]> {
	const items = input(RECIPIENTS);
	const kept = await n8n.keep(credential, (measured.account ?? account)(sandbox));
	const contestants: Record<string, INodeJson> = {
		[GATHERED]: node({ combineItems: true }, kept),
		'our node, item by item': node({}, kept),
		[HTTP_REQUEST]: httpRequest({
			url: alternative.url(sandbox),
			credentials: await n8n.keep('httpHeaderAuth', alternative.header(sandbox)),
			fields: alternative.fields(sandbox),
		}),
	};
	// What is loaded on first use must not count towards the recipients.
	const others = items.slice(0, 100).map(({ json }) => ({
		json: { ...json, email: `other-${textOf(json.email)}` },
	}));
	for (const each of Object.values(contestants)) await n8n.run(others, each);
	const rows: Row[] = [];
	for (const [contestant, each] of Object.entries(contestants)) {
		sandbox.journal.clear();
		const { milliseconds } = await n8n.run(items, each);
		const recipients = sandbox.journal.accepted(name).map(({ recipient }) => recipient);
		rows.push({
			task: title,
			contestant,
			figures: {
				requests: sandbox.journal.requests(name).length,
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
			// This counts requests; rate limits would only slow it down.
			for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(sandbox);
			const rows: Row[] = [];
			for (const { provider, combined } of combining) {
				say(provider.title);
				rows.push(...(await measure(n8n, sandbox, provider, combined)));
			}
			return {
				rows,
				goals: combining.map(({ provider: { title }, combined: { fewest } }) => ({
					what: `${title}, requests`,
					reached: rows.find(({ task, contestant }) => task === title && contestant === GATHERED)!
						.figures.requests,
					limit: fewest(RECIPIENTS),
					is: 'at most',
				})),
				notes,
			};
		} finally {
			await n8n.close();
			await sandbox.stop();
		}
	},
};
