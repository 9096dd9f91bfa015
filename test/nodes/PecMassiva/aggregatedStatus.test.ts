import { addressedTo, aggregatedStatus } from '../../../nodes/PecMassiva/aggregatedStatus';
import { classified } from '../../../nodes/PecMassiva/mail';

const CODE = '2026030511224507';

/** A receipt at an hour of 5 March 2026; hours beyond the day run into the next days. */
const receipt = (prefix: string, hour: number, body = '') =>
	classified({
		sender: 'posta-certificata@pecmassiva.com',
		recipient: 'acme@pecmassiva.com',
		date: new Date(Date.UTC(2026, 2, 5, hour)).toUTCString(),
		object: `${prefix}: Convocazione ${CODE}`,
		body,
	});

const about = (recipient: string) =>
	`Il giorno 05/03/2026 alle ore 11:22:49 (+0100) il messaggio "Convocazione" proveniente da "acme@pecmassiva.com" ed indirizzato a "${recipient}" \ufffd stato consegnato nella casella di destinazione.\nIdentificativo messaggio: opec2941.20260305@pec.example.org`;

const acceptance = (...lines: string[]) =>
	receipt(
		'ACCETTAZIONE',
		0,
		`Il giorno 05/03/2026 alle ore 11:22:46 (+0100) il messaggio "Convocazione" proveniente da "acme@pecmassiva.com" ed indirizzato a:\n${lines.join('\n')}\n\nIl messaggio è stato accettato dal sistema ed inoltrato.\nIdentificativo messaggio: opec2941.20260305@pec.example.org`,
	);

const TIME_LIMIT = 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO';

const stateOf = (...given: Parameters<typeof aggregatedStatus>) => {
	const { state, final } = aggregatedStatus(...given).delivery;
	return `${state}${final ? ', final' : ''}`;
};

describe('the aggregated status of a message', () => {
	it('is queued as long as there is no receipt', () => {
		expect(aggregatedStatus([]).delivery).toEqual({
			state: 'queued',
			final: false,
			event: null,
			at: null,
		});
	});

	it('is sent once it was accepted', () => {
		expect(stateOf([receipt('ACCETTAZIONE', 0)])).toBe('sent');
	});

	it('is delivered when its one recipient has got it, who need not be named', () => {
		const receipts = [receipt('ACCETTAZIONE', 0), receipt('CONSEGNA', 1)];
		expect(stateOf(receipts)).toBe('delivered, final');
		expect(stateOf(receipts, ['B@example.org'])).toBe('delivered, final');
		expect(aggregatedStatus(receipts).delivery.at).toBe('2026-03-05T01:00:00.000Z');
	});

	it('is rejected for everyone when it was not accepted', () => {
		const { delivery, recipients } = aggregatedStatus(
			[receipt('NON ACCETTAZIONE', 0)],
			['a@x.it', 'b@x.it'],
		);
		expect(delivery).toMatchObject({ state: 'rejected', final: true });
		expect(recipients.map(({ delivery: { state } }) => state)).toEqual(['rejected', 'rejected']);
	});

	it('waits for each recipient that the acceptance names', () => {
		const accepted = acceptance('b@x.it ("posta certificata")', 'c@x.it ("posta certificata")');
		const one = aggregatedStatus([accepted, receipt('CONSEGNA', 1, about('b@x.it'))]);
		expect(one.delivery).toMatchObject({ state: 'sent', final: false });
		expect(one.recipients.map(({ recipient, delivery: { state } }) => [recipient, state])).toEqual([
			['b@x.it', 'delivered'],
			['c@x.it', 'sent'],
		]);
		const both = [
			accepted,
			receipt('CONSEGNA', 1, about('c@x.it')),
			receipt('CONSEGNA', 2, about('B@x.it')),
		];
		expect(stateOf(both)).toBe('delivered, final');
	});

	it('waits for each recipient that the caller names', () => {
		const receipts = [receipt('CONSEGNA', 1, about('b@x.it'))];
		expect(stateOf(receipts, ['b@x.it', 'c@x.it'])).toBe('queued');
		expect(stateOf(receipts, ['b@x.it'])).toBe('delivered, final');
	});

	it('counts receipts of delivery that name nobody, where there are as many as recipients', () => {
		const two = [receipt('CONSEGNA', 1), receipt('CONSEGNA', 1)];
		expect(stateOf(two, ['b@x.it', 'c@x.it'])).toBe('delivered, final');
		expect(stateOf(two, ['b@x.it', 'c@x.it', 'd@x.it'])).toBe('queued');
	});

	it('is failed, and open, while one has failed and another is awaited', () => {
		const receipts = [
			acceptance('b@x.it ("posta certificata")', 'c@x.it ("posta certificata")'),
			receipt('AVVISO DI MANCATA CONSEGNA', 1, about('b@x.it')),
		];
		expect(stateOf(receipts)).toBe('failed');
		expect(stateOf([...receipts, receipt('CONSEGNA', 2, about('c@x.it'))])).toBe('failed, final');
	});

	it('is final after the acceptance for a recipient with an ordinary mailbox', () => {
		expect(stateOf([acceptance('b@x.it ("posta ordinaria")')])).toBe('sent, final');
		const mixed = acceptance('b@x.it ("posta ordinaria")', 'c@x.it ("posta certificata")');
		expect(stateOf([mixed])).toBe('sent');
	});

	it('is delayed after 12 hours, failed after 24, and delivered if it gets there all the same', () => {
		const first = [receipt('ACCETTAZIONE', 0), receipt(TIME_LIMIT, 12)];
		const second = [...first, receipt(TIME_LIMIT, 24)];
		expect(stateOf(first)).toBe('delayed');
		expect(stateOf(second)).toBe('failed, final');
		expect(stateOf([...second, receipt('CONSEGNA', 25)])).toBe('delivered, final');
	});

	it('does not depend on the order of the receipts, nor on mails that are none', () => {
		const receipts = [
			receipt('CONSEGNA', 1),
			receipt('POSTA CERTIFICATA', 1),
			receipt('ACCETTAZIONE', 0),
		];
		expect(aggregatedStatus(receipts)).toEqual(aggregatedStatus(receipts.reverse()));
		expect(stateOf(receipts)).toBe('delivered, final');
	});
});

describe('the addressees that a receipt names', () => {
	const named = (body: string) =>
		addressedTo(receipt('CONSEGNA', 0, body)).map(({ address }) => address);

	it('are not looked for in the text of the original message', () => {
		expect(named('Scrivete a info@example.org, indirizzato a c@x.it')).toEqual([]);
	});

	it('do not include the ID of the message, nor the sender', () => {
		expect(named(about('b@x.it'))).toEqual(['b@x.it']);
	});

	it('may have "stato" in their address', () => {
		expect(named(about('stato@comune.example.it'))).toEqual(['stato@comune.example.it']);
	});
});
