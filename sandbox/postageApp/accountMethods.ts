import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Account, Settings } from './account';
import type { Call, Method, Reply } from './call';
import { Refusal } from '../refusal';
import { documented } from './errors';

const projectSchema = z.object({
	uid: z.string(),
	label: z.string(),
	group: z.string().optional(),
	open_tracking: z.boolean().optional(),
	click_tracking: z.boolean().optional(),
	unsubscribe_header: z.boolean().optional(),
});

const mailboxSchema = z.object({
	uid: z.string().optional(),
	label: z.string().optional(),
	host: z.string(),
	port: z.number().int().default(993),
	username: z.string(),
	password: z.string(),
	tls: z.boolean().default(true),
	postback_url: z.string().url(),
});

const mailboxChange = mailboxSchema.omit({ postback_url: true }).partial().extend({
	id: z.number().int().optional(),
	port: z.number().int().optional(),
	tls: z.boolean().optional(),
});

/** The methods that change the account, which take an account key. */
export function accountMethods(account: Account): Record<string, Method> {
	const { projects, mailboxes } = account;
	let nextId = 1;

	function checked<Shape>(schema: z.ZodType<Shape, z.ZodTypeDef, unknown>, { args }: Call): Shape {
		const { data } = schema.safeParse(args);
		if (!data) throw new Refusal(account.switches.invalidArgument);
		return data;
	}

	function reserve(uid: string, taken: Map<string, unknown>): string {
		if (taken.has(uid)) throw new Refusal(account.switches.takenUid);
		return uid;
	}

	const shown = (settings: Settings) =>
		Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'password'));

	const answer = (name: string, settings: Settings): Reply =>
		account.switches.undocumentedData === 'object' ? { data: { [name]: shown(settings) } } : {};

	function findMailbox({ id, uid }: { id?: number; uid?: string }) {
		const found = [...mailboxes.values()].find((each) =>
			id === undefined ? each.uid === uid : each.id === id,
		);
		if (!found) throw new Refusal(account.switches.unknownMailbox);
		return found;
	}

	return {
		create_project: (call) => {
			const given = checked(projectSchema, call);
			projects.set(reserve(given.uid, projects), given);
			return answer('project', given);
		},

		create_mailbox: (call) => {
			const given = checked(mailboxSchema, call);
			const uid = reserve(given.uid ?? randomUUID(), mailboxes);
			const mailbox = { id: nextId++, ...given, uid };
			mailboxes.set(uid, mailbox);
			return answer('mailbox', mailbox);
		},

		update_mailbox: (call) => {
			const changes = checked(mailboxChange, call);
			const before = findMailbox(changes);
			const after = { ...before, ...changes, id: before.id };
			mailboxes.delete(before.uid);
			mailboxes.set(after.uid, after);
			return answer('mailbox', after);
		},

		delete_mailbox: (call) => {
			mailboxes.delete(findMailbox(checked(mailboxChange, call)).uid);
			return {};
		},

		list_mailboxes: () => ({
			data: {
				mailboxes: [...mailboxes.values()].map(shown),
			},
		}),
	};
}

/** The methods that report on the account or the project, which take a project key. */
export function infoMethods({ messages, clock, projectKeys }: Account): Record<string, Method> {
	const info = (name: string, url: string) => {
		const since = (days: number) => clock.now().getTime() - days * 24 * 60 * 60 * 1000;
		const sent = (from: number) =>
			messages
				.list()
				.filter(({ createdAt }) => createdAt.getTime() > from)
				.reduce((sum, { transmissions }) => sum + transmissions.length, 0);
		return {
			name,
			url,
			transmissions: { today: sent(since(1)), this_month: sent(since(30)), overall: sent(0) },
			users: { 'dev@example.org': 'Dev' },
		};
	};
	return {
		get_project_info: ({ body }) => ({
			data: { project: info('Shop', projectKeys.get(String(body.api_key))!) },
		}),
		get_account_info: () => ({ data: { account: info('Acme', 'https://acct.postageapp.com/') } }),
		// PostageApp lists these two methods by name, but does not document their arguments and answers.
		test_mail_server: () => ({}),
		test_recipient: () => ({}),
		test_error: () => {
			throw new Refusal(documented.unknownMethod);
		},
	};
}
