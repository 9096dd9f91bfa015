import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox';
import type { ProviderName } from '../../../tools/providers';
import { Office } from '../../../tools/providers/legallyMail/caller';
import { Correspondent } from '../../../tools/providers/pecMassiva/caller';
import { pecMassivaAccountWithKey } from '../../../tools/providers/pecMassiva/node';
import { Caller } from '../../../tools/providers/postageApp/caller';
import { Reseller } from '../../../tools/providers/stampee/caller';
import { stampeeAccount } from '../../../tools/providers/stampee/node';
import { App } from '../../../tools/providers/stemp/caller';
import { stempAccount } from '../../../tools/providers/stemp/node';

/** An account at the sandbox that has been used for some time, so that reads have something to find. */
export interface Arrangement {
	/** Lets it come about. @returns what a user would name */
	use: (sandbox: Sandbox) => Promise<Record<string, string>>;
	credential: (sandbox: Sandbox) => ICredentialDataDecryptedObject;
	/** Positions that are tried, where the switch has no list of them, and how else it has to stand then. */
	positions: Record<string, Array<{ position: unknown; beside?: object }>>;
	/** Where another account is needed: what it is, by switch and position. */
	credentialFor?: (
		sandbox: Sandbox,
		name: string,
		position: unknown,
	) => ICredentialDataDecryptedObject | undefined;
	/** Lets more come about for a switch. */
	useFor?: Record<string, (sandbox: Sandbox, position: unknown) => Promise<void>>;
}

const each = async (count: number, make: (index: number) => Promise<unknown>) => {
	for (let index = 0; index < count; index++) await make(index);
};

const plain = (...positions: unknown[]) => positions.map((position) => ({ position }));

const anotherAnswer = (body: object) => ({ status: 418, body });

let accounts = 0;

export const ARRANGEMENTS: Record<ProviderName, Arrangement> = {
	stampee: {
		async use(sandbox) {
			const reseller = new Reseller(sandbox);
			const message = await reseller.send('reader@example.org');
			await reseller.addCustomer('accept@example.org');
			sandbox.clock.advance({ minutes: 30 });
			return { message };
		},
		credential: ({ stampee }) => stampeeAccount(stampee),
		positions: Object.fromEntries(
			['unknownMessage', 'missingEvidence', 'unknownPath'].map((name) => [
				name,
				[
					{ position: anotherAnswer({ message: 'Short and stout', code: 'teapot' }) },
					{ position: { status: 400, body: { message: 'No', code: 'no' } } },
				],
			]),
		),
	},
	pecMassiva: {
		async use(sandbox) {
			const code = await new Correspondent(sandbox).send('accept@example.org', 'Perché no');
			// A minute between mails, 51 of them: two pages that are full, and a third one.
			await each(49, (index) => {
				sandbox.clock.advance({ minutes: 1 });
				sandbox.pecMassiva.mailbox.receive({ from: 'a@example.org', subject: `Mail ${index}` });
				return Promise.resolve();
			});
			sandbox.clock.advance({ minutes: 1 });
			return { code };
		},
		// A token is made once for an account, and what follows a + makes it another one.
		credential: ({ pecMassiva }) => ({
			...pecMassivaAccountWithKey(pecMassiva),
			email: `account+${++accounts}@example.org`,
		}),
		positions: {
			unknownPath: plain(anotherAnswer({ success: false, message: 'Teapot' })),
			pageSize: plain(25, 20),
			quota: plain({ usage: 5, limit: 1024 }),
			orderInPage: [
				{ position: 'likeInbox' },
				{ position: 'newestFirst', beside: { inboxOrder: 'oldestFirst' } },
				{ position: 'oldestFirst' },
				{ position: 'none' },
			],
		},
	},
	legallyMail: {
		async use(sandbox) {
			const office = new Office(sandbox);
			await office.requestSignature('silent@example.org');
			await each(26, async (index) => await office.requestSignature(`sign+${index}@example.org`));
			await office.send('unread@example.org');
			sandbox.clock.advance({ days: 30 });
			return {};
		},
		credential: ({ legallyMail }) => ({
			token: legallyMail.token,
			environment: 'custom',
			baseUrl: legallyMail.url,
		}),
		positions: {
			defaultLimit: plain(25, 10),
			signatureDays: plain(7, 14, 0.5),
		},
		useFor: {
			// The one that expires is among the latest.
			expiredStatus: async (sandbox) => {
				await new Office(sandbox).requestSignature('silent@example.org');
				sandbox.clock.advance({ days: 30 });
			},
		},
	},
	stemp: {
		async use(sandbox) {
			const app = new App(sandbox);
			await each(30, async (index) => {
				await app.send(app.user(`reader+${index}@example.org`).id);
				sandbox.clock.advance({ minutes: 1 });
			});
			return {};
		},
		credential: ({ stemp }) => stempAccount(stemp),
		positions: {
			accessTokenLife: plain(1800, 600),
			unauthorized: plain({ status: 401, body: { code: 'teapot', params: null } }),
			invalidRefreshToken: plain(anotherAnswer({ code: 'teapot', params: null })),
			notFound: plain(anotherAnswer({ code: 'teapot', params: null })),
			largestPage: plain(10, 25),
			totals: [
				{ position: 'shown', beside: { largestPage: 10 } },
				{ position: 'asked', beside: { largestPage: 10 } },
				{ position: 'none' },
			],
		},
		credentialFor: ({ stemp }, name) =>
			name === 'refreshNeedsClient'
				? {
						...stempAccount(stemp),
						clientId: stemp.client.id,
						clientSecret: stemp.client.secret,
					}
				: undefined,
	},
	postageApp: {
		async use(sandbox) {
			const caller = new Caller(sandbox);
			await each(30, async (index) => await caller.send(`order-${index}`, 'open@example.org'));
			await caller.send('order-lost', 'bounce@example.org');
			await caller.envelope('create_scheduled_event', {
				uid: 'digest',
				schedule: 'every day at 1am',
				metadata: { arguments: { recipients: 'a@example.org' } },
			});
			sandbox.clock.advance({ minutes: 30 });
			return {};
		},
		credential: ({ postageApp }) => ({
			projectApiKey: postageApp.projectKey,
			environment: 'custom',
			baseUrl: postageApp.url,
		}),
		positions: {
			largestPage: plain(10, 25),
			retentionDays: plain(28, 14, 21),
		},
	},
};
