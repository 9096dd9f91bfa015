/**
 * A send that waits for a token already has its permit, and n8n does not abort sends. It still must not leave once the
 * user has stopped the execution.
 */
import type { ICredentialDataDecryptedObject, INodeExecutionData } from 'n8n-workflow';
import { chain, start } from '../../../../tools/engine/chain';
import type { INodeJson } from '../../../../tools/engine/engine';
import {
	messageToEachItem,
	pecMassiva,
	pecMassivaAccountWithKey,
	recipients,
} from '../../../../tools/providers/pecMassiva/node';
import {
	mailToEachItem,
	readers,
	stemp,
	stempAccount,
} from '../../../../tools/providers/stemp/node';
import { setStage } from '../../../../tools/engine/stage';

const stage = setStage();
beforeEach(() => stage.sandbox.latency(0));

const continuing = { onError: 'continueRegularOutput' };

interface Provider {
	name: string;
	/** The server that returns tokens, and the path of a request for one. */
	tokens: { server: string; path: string };
	/** The route of its sends. */
	on: string;
	/** How many of its sends may wait for one token. */
	atOnce: number;
	/** A node that sends one message for each item, and continues on failures. */
	node: () => INodeJson;
	items: (count: number) => Array<Pick<INodeExecutionData, 'json'>>;
	/** Credentials that have no token yet. */
	account: () => Record<string, ICredentialDataDecryptedObject>;
}

let accounts = 0;
let mails = 0;

const STEMP: Provider = {
	name: 'stemp',
	tokens: { server: 'stemp', path: '/api/v1/apps/oauth2/refresh' },
	on: 'POST /api/v1/platform/emails',
	atOnce: 7,
	node: () => stemp(['email', 'send'], mailToEachItem, continuing),
	// Another subject each time: a mail that looks like an earlier one is no longer found without doubt.
	items: (count) =>
		readers(stage.sandbox.stemp, count).map(({ json }) => ({
			json: { ...json, subject: `Mail ${++mails}` },
		})),
	account: () => ({ stempApi: stempAccount(stage.sandbox.stemp) }),
};

const PROVIDERS: Provider[] = [
	STEMP,
	{
		name: 'pecMassiva',
		tokens: { server: 'pecMassiva-oauth', path: '/tokens' },
		on: 'POST /send',
		// They leave one by one.
		atOnce: 1,
		node: () => pecMassiva(['message', 'send'], messageToEachItem, continuing),
		items: recipients,
		account: () => ({
			pecMassivaApi: {
				...pecMassivaAccountWithKey(stage.sandbox.pecMassiva),
				email: `account+stopped${++accounts}@example.org`,
			},
		}),
	},
];

/** Waits until a token has been requested. */
async function untilRenewing({ server, path }: Provider['tokens']): Promise<void> {
	const isAsked = () => stage.sandbox.journal.requests(server).some((each) => each.path === path);
	while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.each(PROVIDERS)('when the user stops while sends wait for a token: $name', (provider) => {
	const { name, tokens, on, atOnce, node, items, account } = provider;
	const requests = () => stage.sandbox.journal.requests(name);
	const sends = () => requests().filter(({ method, path }) => `${method} ${path}` === on);

	const expectNoneSent = async (run: ReturnType<typeof stage.engine.run>) => {
		run.stop();
		const { runData } = await run;
		const errors = runData[node().name][0].data?.main[0]?.map(({ json }) => json.error);
		expect(errors).toEqual(
			Array.from({ length: atOnce }, (_, index) => ({
				message: `Not sent: the execution was stopped [item ${index}]`,
				details: expect.objectContaining({ outcome: 'notSent' }) as unknown,
			})),
		);
		expect(stage.sandbox.journal.accepted()).toEqual([]);
	};

	it('none of them leaves with the first token', async () => {
		// The first send of a process is preceded by a probe, which gets a token too.
		await stage.engine.run(chain(start, node()), { input: items(1), credentials: account() });
		stage.sandbox.journal.clear();
		stage.sandbox.latency(1000);
		const run = stage.engine.run(chain(start, node()), {
			input: items(atOnce),
			credentials: account(),
		});
		await untilRenewing(tokens);
		await expectNoneSent(run);
		expect(sends()).toEqual([]);
	});

	it('none of them leaves again with the token that comes after a 401', async () => {
		const credentials = account();
		await stage.engine.run(chain(start, node()), { input: items(1), credentials });
		stage.sandbox.journal.clear();
		const fault = { kind: 'status', status: 401, body: { code: 'unauthorized' } } as const;
		stage.sandbox.faults.add({ provider: name, on, times: atOnce, fault });
		stage.sandbox.latency(1000);
		const run = stage.engine.run(chain(start, node()), { input: items(atOnce), credentials });
		await untilRenewing(tokens);
		await expectNoneSent(run);
		expect(sends().map(({ status }) => status)).toEqual(Array(atOnce).fill(401));
	});
});

it('after an item fails, none leaves that waits for a token', async () => {
	const { name, on, account, items } = STEMP;
	const node = stemp(['email', 'send'], mailToEachItem);
	const credentials = account();
	await stage.engine.run(chain(start, node), { input: items(1), credentials });
	stage.sandbox.journal.clear();
	const refusal = (status: number) => ({ kind: 'status', status, body: { code: 'no' } }) as const;
	stage.sandbox.faults.add({ provider: name, on, times: 3, fault: refusal(401) });
	stage.sandbox.faults.add({ provider: name, on, fault: refusal(422) });
	stage.sandbox.latency(500);
	const { error } = await stage.engine.run(chain(start, node), { input: items(4), credentials });
	expect(error?.message).toMatch(/^Refused: /);
	expect(stage.sandbox.journal.accepted()).toEqual([]);
});
