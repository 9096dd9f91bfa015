import type { FastifyInstance, FastifyRequest } from 'fastify';
import { requireKey } from '../key';
import { pdf, sendPdf } from '../pdf';
import { answerErrors, orRefuse, Refusal, sendAnswer } from '../refusal';
import type { SignedLinks, SignedQuery } from '../signedLinks';
import { NOWHERE } from './scenarios';
import type { Letters } from './letters';
import { refusals } from './refusals';
import type { PigeonPostSwitches } from './switches';

/** What stands behind the API. */
export interface Account {
	/** The lofts that keys belong to, by key. */
	keys: Map<string, string>;
	letters: Letters;
	links: SignedLinks;
	switches: PigeonPostSwitches;
}

interface ListQuery {
	limit?: string;
	cursor?: string;
	status?: string;
	key?: string;
}

/** What a request shows; empty if nothing. */
const keyIn = ({ headers }: FastifyRequest) => String(headers['x-pigeon-post-key'] ?? '');

const originOf = ({ host }: FastifyRequest) => `http://${host}`;

/** Pigeon Post's API, as its page has it. */
export const routes = (account: Account) => (app: FastifyInstance) => {
	const { letters, links } = account;
	const isLink = ({ url }: FastifyRequest) => url.startsWith('/receipts/');
	answerErrors(app, { unknownPath: () => account.switches.unknownPath, send: sendAnswer });
	requireKey(
		app,
		(request) => isLink(request) || account.keys.has(keyIn(request)),
		() => refusals.unauthorized,
	);

	app.get('/loft', (request) => ({ name: account.keys.get(keyIn(request)) }));

	app.post('/letters', (request, reply) => {
		const { loft, text, reference } = (request.body ?? {}) as Record<string, string | undefined>;
		const key = request.headers['idempotency-key'] as string | undefined;
		if (!loft || !text) throw new Refusal(refusals.incomplete);
		if (loft === NOWHERE) throw new Refusal(refusals.unknownLoft);
		const enclosures = request.visit.entry.files.map(({ name, size, sha256 }) => ({
			name,
			size,
			sha256,
		}));
		const draft = { loft, text, reference, enclosures };
		const known = key === undefined ? undefined : letters.byKey(key, account.switches.keyHours);
		if (known && !letters.isSame(known, draft)) throw new Refusal(refusals.keyReused);
		if (known) return reply.send(letters.shown(known, originOf(request)));
		const letter = letters.add(draft, key);
		request.visit.accept({ id: letter.id, recipient: loft, reference: reference ?? null });
		return reply.code(201).send(letters.shown(letter, originOf(request)));
	});

	app.get<{ Querystring: ListQuery }>('/letters', (request) => {
		const { limit = '20', cursor, status, key } = request.query;
		const wanted = letters
			.listed(account.switches.listDelay)
			.filter((letter) => status === undefined || letters.statusOf(letter).status === status)
			.filter((letter) => key === undefined || letter.key === key)
			.reverse();
		// The cursor is the ID of the last letter of the page before: what is newer does not shift the rest.
		const before = wanted.findIndex(({ id }) => `c-${id}` === cursor);
		if (cursor !== undefined && before < 0) throw new Refusal(refusals.badCursor);
		const size = Math.min(Number(limit), 100, account.switches.mostOnPage);
		const page = wanted.slice(before + 1, before + 1 + size);
		const isLast = before + 1 + size >= wanted.length;
		return {
			letters: page.map((letter) => letters.shown(letter, originOf(request))),
			next: isLast ? null : `c-${page.at(-1)!.id}`,
		};
	});

	app.get<{ Params: { id: string } }>('/letters/:id', (request) =>
		letters.shown(
			orRefuse(letters.find(request.params.id), refusals.unknownLetter),
			originOf(request),
		),
	);

	app.get<{ Params: { file: string }; Querystring: SignedQuery }>(
		'/receipts/:file',
		async ({ params: { file }, query }, reply) => {
			const letter = letters.find(file.replace('.pdf', ''));
			if (!letter || links.check(`/receipts/${file}`, query)) throw new Refusal(refusals.badLink);
			const { at } = letters.statusOf(letter);
			const rows: Array<[string, string]> = [
				['Letter', letter.id],
				['Loft', letter.loft],
			];
			return await sendPdf(reply, await pdf({ title: 'Receipt of a letter', at, rows }), file);
		},
	);
};
