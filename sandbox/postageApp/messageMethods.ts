import { isKept, isListed, type Account } from './account';
import { pageOf, timestamp, timestampOrNull, type Call, type Method } from './call';
import { scenarioOf } from './magicNames';
import { countsOf, progressOf, type Message } from './messages';
import { metricsOf } from './metrics';
import { Refusal } from '../refusal';
import { documented } from './errors';
import { sendMessage } from './sending';
import type { Answer } from './switches';

const dayMs = 24 * 60 * 60 * 1000;
const projectUrl = 'https://acct.postageapp.com/projects/5';

/** The methods about messages, which take a project key. */
export function messageMethods(account: Account): Record<string, Method> {
	const { clock, messages } = account;

	const brief = ({ id }: Message) => ({
		id: account.switches.messageId === 'number' ? id : String(id),
		url: `${projectUrl}/messages/${id}`,
	});

	/** Some calls have the UID next to `arguments`, others inside it. */
	function find({ uid, args }: Call, missing: (uid: string) => Answer): Message {
		const wanted = uid ?? (typeof args.uid === 'string' ? args.uid : '');
		const message = messages.find(wanted);
		if (!message || !isKept(account, message) || !isListed(account, message))
			throw new Refusal(missing(wanted));
		return message;
	}

	const kept = () =>
		messages.list().filter((message) => isKept(account, message) && isListed(account, message));

	function inRange({ args, body }: Call): Message[] {
		const day = (name: string) => (args[name] ?? body[name]) as string | undefined;
		const [from, to] = [day('from') ?? '', day('to') ?? '9999'];
		const isIn = ({ createdAt }: Message) => {
			const created = createdAt.toISOString().slice(0, 10);
			return created >= from && created <= to;
		};
		return kept().filter(isIn);
	}

	const counted = (message: Message) => {
		const { queued = 0, retry = 0, failed = 0, completed = 0 } = countsOf(message, clock.now());
		return { open: queued + retry, failed, completed };
	};

	return {
		send_message: ({ uid, args, visit }) => {
			const { message, isDuplicate } = sendMessage(account, uid, args, visit);
			const { duplicateUid } = account.switches;
			if (isDuplicate && duplicateUid === 'bad_request') {
				throw new Refusal(documented.duplicate(message.uid));
			}
			const duplicate = isDuplicate ? { duplicate: 'ignored' } : {};
			return { uid: message.uid, data: { message: { ...brief(message), ...duplicate } } };
		},

		get_message_receipt: (call) => ({
			data: { message: brief(find(call, () => documented.noReceipt)) },
		}),

		get_message_transmissions: (call) => {
			const message = find(call, documented.noMessage);
			const { resultMessage } = account.switches;
			const rows = message.transmissions.map((transmission) => {
				const progress = progressOf(message, transmission, clock.now());
				const row = {
					status: progress.status,
					created_at: timestamp(message.createdAt),
					failed_at: timestampOrNull(progress.failedAt),
					opened_at: timestampOrNull(progress.openedAt),
					clicked_at: timestampOrNull(progress.clickedAt),
					result_code: progress.code,
					[resultMessage]: progress.message,
				};
				return [transmission.recipient, row];
			});
			const { id } = brief(message);
			return { data: { message: { id }, transmissions: Object.fromEntries(rows) as unknown } };
		},

		message_status: (call) => ({
			data: { message_status: countsOf(find(call, documented.noMessage), clock.now()) },
		}),

		message_delivery_status: (call) => {
			const message = find(call, documented.noMessage);
			if (account.switches.deliveryStatus === 'recipients') {
				const rows = message.transmissions.map((transmission) => ({
					unique_id: transmission.uniqueId,
					recipient: transmission.recipient,
					status: progressOf(message, transmission, clock.now()).status,
				}));
				return { data: { delivery_status: rows } };
			}
			const { open, failed } = counted(message);
			const status = open > 0 ? 'queued' : failed > 0 ? 'failed' : 'completed';
			return { response: { delivery_status: status } };
		},

		get_messages: (call) => {
			const rows = pageOf(kept(), call, account.switches).map((message) => {
				const { failed, completed } = counted(message);
				const purged = message.createdAt.getTime() + account.switches.retentionDays * dayMs;
				const row = {
					project_id: 5,
					template: message.template,
					transmissions_total: message.transmissions.length,
					transmissions_failed: failed,
					transmissions_completed: completed,
					created_at: message.createdAt.toISOString(),
					will_purge_at: new Date(purged).toISOString(),
				};
				return [message.uid, row];
			});
			return rows.length > 0 ? { data: Object.fromEntries(rows) as unknown } : {};
		},

		messages_history: (call) => ({
			data: {
				messages_history: pageOf(inRange(call), call, account.switches).map((message) => {
					const { open, failed, completed } = counted(message);
					return {
						id: message.id,
						uid: message.uid,
						subject: message.subject,
						created_at: timestamp(message.createdAt),
						count: message.transmissions.length,
						queued_count: open,
						failed_count: failed,
						completed_count: completed,
					};
				}),
			},
		}),

		messages_history_detailed: (call) => {
			const rows = inRange(call).flatMap((message) =>
				message.transmissions.map((transmission) => ({
					unique_id: transmission.uniqueId,
					message_id: message.id,
					uid: message.uid,
					recipient: transmission.recipient,
					status: progressOf(message, transmission, clock.now()).status,
					created_at: timestamp(message.createdAt),
				})),
			);
			return { data: { messages_history: pageOf(rows, call, account.switches) } };
		},

		get_metrics: () => ({
			response: { message: 'metrics' },
			data: { metrics: metricsOf(messages.list(), clock.now()) },
		}),

		get_suppression_list: () => {
			const now = clock.now();
			const found = messages.list().flatMap((message) =>
				message.transmissions.flatMap((transmission) => {
					const { status, failedAt, message: words } = progressOf(message, transmission, now);
					const { suppression } = scenarioOf(transmission.recipient);
					if (status !== 'failed' || !failedAt || !suppression) return [];
					const until = new Date(failedAt.getTime() + 30 * dayMs).toISOString();
					const row = { ...suppression, blocked_until: until, message: words };
					return [[transmission.recipient, row]];
				}),
			);
			const list = Object.fromEntries(found) as Record<string, unknown>;
			const isKeyed = account.switches.suppressionList === 'keyed';
			return { data: isKeyed ? list : { recipients: list } };
		},

		get_recipients_list: (call) => {
			const message = find(call, documented.noMessage);
			const rows = message.transmissions.map((transmission) => {
				const progress = progressOf(message, transmission, clock.now());
				const isBad = progress.status === 'failed';
				const row = {
					status: isBad ? 'rejected' : 'good',
					score: isBad ? 0 : 100,
					opened_count: Number(progress.openedAt !== null),
					clicked_count: Number(progress.clickedAt !== null),
					soft_bounce_count: 0,
					hard_bounce_count: Number(isBad),
					opt_out_count: 0,
					spam_report_count: 0,
					message: isBad ? progress.message : null,
				};
				return [transmission.recipient, row];
			});
			return { data: { recipients: Object.fromEntries(rows) as unknown } };
		},
	};
}
