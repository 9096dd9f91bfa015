import { startSandbox, type Sandbox } from '../../../sandbox';
import { json } from '../../../tools/providers/client';
import {
	Correspondent,
	messageTo,
	type StatusAnswer,
} from '../../../tools/providers/pecMassiva/caller';

let sandbox: Sandbox;
let correspondent: Correspondent;

beforeEach(async () => {
	sandbox = await startSandbox();
	correspondent = new Correspondent(sandbox);
	sandbox.pecMassiva.switches.secondsBetweenSends = 0;
});
afterEach(() => sandbox.stop());

describe('What becomes of a message', () => {
	it.each([
		['accept', ['ACCETTAZIONE', 'CONSEGNA']],
		['refuse', ['AVVISO DI NON ACCETTAZIONE']],
		['infected', ['AVVISO DI NON ACCETTAZIONE PER VIRUS']],
		['bounce', ['ACCETTAZIONE', 'AVVISO DI MANCATA CONSEGNA']],
		['virus', ['ACCETTAZIONE', 'AVVISO DI MANCATA CONSEGNA PER VIRUS']],
		['slow', ['ACCETTAZIONE', 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO', 'CONSEGNA']],
		[
			'expire',
			[
				'ACCETTAZIONE',
				'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
				'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
			],
		],
		['ordinary', ['ACCETTAZIONE']],
	])('depends on its recipient: %s', async (name, receipts) => {
		const code = await correspondent.send(`${name}@example.org`);
		sandbox.clock.advance({ days: 2 });
		expect(await correspondent.receipts(code)).toEqual(receipts);
	});

	it('has a code of its own, even when the clock is set back', async () => {
		const codes: string[] = [];
		for (const seconds of [0, 1, -1]) {
			sandbox.clock.advance({ seconds });
			codes.push(await correspondent.send('ada@example.org'));
			codes.push(await correspondent.send('ada@example.org'));
		}
		expect(new Set(codes).size).toBe(codes.length);
	});

	it('shows as time goes by, with one receipt of delivery for each recipient', async () => {
		const code = await correspondent.send(['a@example.org', 'b@example.org']);
		const atOnce = await correspondent.receipts(code);
		sandbox.clock.advance({ seconds: 4 });
		const soon = await correspondent.receipts(code);
		sandbox.clock.advance({ seconds: 6 });
		const later = await correspondent.receipts(code);

		expect([atOnce, soon, later]).toEqual([
			[],
			['ACCETTAZIONE'],
			['ACCETTAZIONE', 'CONSEGNA', 'CONSEGNA'],
		]);
	});

	it('is written in the receipts, which name the recipient', async () => {
		const code = await correspondent.send('bounce@example.org');
		sandbox.clock.advance({ hours: 1 });
		const { data } = json<StatusAnswer>(await correspondent.call(`/send/${code}`));
		expect(data[0].message).toContain('bounce@example.org ("posta certificata")');
		expect(data[1].message).toContain('ed indirizzato a "bounce@example.org" non');
	});
});

describe('What no document says is a switch:', () => {
	/** More than a page of mails. */
	const fill = (count = 30) => {
		for (let index = 0; index < count; index++) {
			sandbox.pecMassiva.mailbox.receive({ from: 'a@example.org', subject: `Nr. ${index}` });
		}
	};

	it('the number of the first page', async () => {
		fill();
		const first = (await correspondent.inbox()).page;
		sandbox.pecMassiva.switches.firstPage = 0;
		const switched = (await correspondent.inbox()).page;
		expect([first, switched]).toEqual([1, 0]);
	});

	it('how pages are counted', async () => {
		fill();
		const floor = (await correspondent.inbox()).n_of_pages;
		sandbox.pecMassiva.switches.pageCount = 'ceiling';
		const ceiling = (await correspondent.inbox()).n_of_pages;
		expect([floor, ceiling]).toEqual([1, 2]);
	});

	it('what is beyond the last page', async () => {
		fill();
		const nothing = (await correspondent.inbox('?page=9')).data;
		sandbox.pecMassiva.switches.beyondLastPage = 'lastPage';
		const last = (await correspondent.inbox('?page=9')).data;
		expect([nothing.length, last.length]).toEqual([0, 5]);
	});

	it('the order of the inbox', async () => {
		fill(3);
		const newestFirst = (await correspondent.inbox()).data.map(({ id }) => id);
		sandbox.pecMassiva.switches.inboxOrder = 'oldestFirst';
		const oldestFirst = (await correspondent.inbox()).data.map(({ id }) => id);
		expect([newestFirst, oldestFirst]).toEqual([
			[3, 2, 1],
			[1, 2, 3],
		]);
	});

	it('the order inside a page, and the page that is shown without a number', async () => {
		fill();
		const { switches } = sandbox.pecMassiva;
		Object.assign(switches, { orderInPage: 'oldestFirst', defaultPage: 'last' });
		const last = (await correspondent.inbox()).data.map(({ id }) => id);
		const first = (await correspondent.inbox('?page=1')).data.map(({ id }) => id);
		switches.orderInPage = 'none';
		const mixed = (await correspondent.inbox()).data.map(({ id }) => id);
		expect([last, first[0], first.at(-1)]).toEqual([[1, 2, 3, 4, 5], 6, 30]);
		expect(mixed.sort()).toEqual(last);
	});

	it('which page is the short one', async () => {
		fill();
		sandbox.pecMassiva.switches.shortPage = 'first';
		expect((await correspondent.inbox()).data).toHaveLength(5);
		expect((await correspondent.inbox('?page=2')).data).toHaveLength(25);
	});

	it('whether an answer tells the total and its number', async () => {
		fill();
		Object.assign(sandbox.pecMassiva.switches, { tellsTotal: false, tellsPage: false });
		expect(Object.keys(await correspondent.inbox())).toEqual([
			'data',
			'success',
			'message',
			'n_of_pages',
		]);
	});

	it('where a mail with a wrong date stands', async () => {
		const from = 'a@example.org';
		sandbox.pecMassiva.mailbox.receive({ from, subject: 'good' });
		sandbox.pecMassiva.mailbox.receive({ from, subject: 'bad', date: '' });
		const byArrival = (await correspondent.inbox()).data.map(({ id }) => id);
		sandbox.pecMassiva.switches.misdatedMails = 'byDate';
		const byDate = (await correspondent.inbox()).data.map(({ id }) => id);
		expect([byArrival, byDate]).toEqual([
			[2, 1],
			[1, 2],
		]);
	});

	it('whether ids close up after a deletion', async () => {
		fill(3);
		await correspondent.call('/inbox/1', { method: 'DELETE' });
		const shifted = (await correspondent.inbox()).data.map(({ id }) => id);
		sandbox.pecMassiva.switches.ids = 'stable';
		const stable = (await correspondent.inbox()).data.map(({ id }) => id);
		expect([shifted, stable]).toEqual([
			[2, 1],
			[3, 2],
		]);
	});

	it('the names of the fields of a status', async () => {
		const code = await correspondent.send('a@example.org');
		sandbox.clock.advance({ minutes: 1 });
		sandbox.pecMassiva.switches.statusShape = 'observed';
		const { data } = json<StatusAnswer>(await correspondent.call(`/send/${code}`));
		expect(Object.keys(data[0])).toEqual(['sender', 'recipient', 'date', 'subject', 'body']);
	});

	it('what a second send within a second gets', async () => {
		sandbox.pecMassiva.switches.secondsBetweenSends = 1;
		const [first, second] = [
			await correspondent.post(messageTo('a@example.org')),
			await correspondent.post(messageTo('a@example.org')),
		];
		expect([first.status, second.status]).toEqual([201, 429]);
		expect(sandbox.journal.accepted()).toHaveLength(1);
	});

	it('what an empty wallet gets', async () => {
		sandbox.pecMassiva.wallet.credit = 0.05;
		const answer = await correspondent.post(messageTo(['a@example.org', 'b@example.org']));
		expect(answer.status).toBe(402);
		expect(sandbox.journal.accepted()).toHaveLength(0);
	});

	it('what a token without the scope, or after its time, gets', async () => {
		const { tokens } = sandbox.pecMassiva;
		const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
		const quota = tokens.make(['GET:test.ws.pecmassiva.com/quota'], 60);

		const allowed = await correspondent.call('/quota/inbox', bearer(quota));
		const other = await correspondent.call('/inbox', bearer(quota));
		sandbox.clock.advance({ minutes: 2 });
		const expired = await correspondent.call('/quota/inbox', bearer(quota));

		expect([allowed.status, other.status, expired.status]).toEqual([200, 403, 401]);
	});
});

describe('Over HTTP, another process can', () => {
	it('let a mail arrive and turn a switch', async () => {
		const { controlUrl } = sandbox;
		await correspondent.call('/quota/inbox');
		await fetch(`${controlUrl}/pecMassiva/mails`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ from: 'a@example.org', subject: 'Ciao', kind: 'anomaly' }),
		});
		await fetch(`${controlUrl}/pecMassiva/switches`, {
			method: 'PATCH',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ firstPage: 0 }),
		});
		const { page, data } = await correspondent.inbox();
		expect(page).toBe(0);
		expect(data.map(({ object }) => object)).toEqual(['ANOMALIA MESSAGGIO: Ciao']);
	});
});
