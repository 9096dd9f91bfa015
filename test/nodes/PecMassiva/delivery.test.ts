import fc from 'fast-check';

import { classify, MEANINGS, PREFIXES } from '../../../nodes/PecMassiva/delivery';

const CODE = '2026030511224507';

describe('what a mail is, by its subject', () => {
	it.each([
		['ACCETTAZIONE', 'accettazione', 'sent', 'SubmissionAcceptance'],
		['AVVISO DI NON ACCETTAZIONE', 'non-accettazione', 'rejected', 'SubmissionRejection'],
		['AVVISO DI NON ACCETTAZIONE PER VIRUS', 'non-accettazione', 'rejected', 'SubmissionRejection'],
		['AVVISO DI MANCATA ACCETTAZIONE', 'non-accettazione', 'rejected', 'SubmissionRejection'],
		['NON ACCETTAZIONE', 'non-accettazione', 'rejected', 'SubmissionRejection'],
		['PRESA IN CARICO', 'presa-in-carico', 'sent', 'RelayAcceptance'],
		['CONSEGNA', 'avvenuta-consegna', 'delivered', 'ContentConsignment'],
		['AVVENUTA CONSEGNA', 'avvenuta-consegna', 'delivered', 'ContentConsignment'],
		['AVVISO DI MANCATA CONSEGNA', 'errore-consegna', 'failed', 'ContentConsignmentFailure'],
		['MANCATA CONSEGNA', 'errore-consegna', 'failed', 'ContentConsignmentFailure'],
		['ERRORE CONSEGNA', 'errore-consegna', 'failed', 'ContentConsignmentFailure'],
		[
			'AVVISO DI MANCATA CONSEGNA PER VIRUS',
			'errore-consegna',
			'failed',
			'ContentConsignmentFailure',
		],
		[
			'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
			'preavviso-errore-consegna',
			'delayed',
			'RelayFailure',
		],
		['PREAVVISO DI MANCATA CONSEGNA', 'preavviso-errore-consegna', 'delayed', 'RelayFailure'],
		['PROBLEMA DI SICUREZZA', 'rilevazione-virus', 'unknown', null],
		['POSTA CERTIFICATA', 'posta-certificata', 'unknown', null],
		['ANOMALIA MESSAGGIO', 'errore', 'unknown', 'ReceivedFromNonERDS'],
	])('%s is %s', (prefix, type, state, event) => {
		const found = classify(`${prefix}: Convocazione ${CODE}`);
		expect(found).toMatchObject({ type, prefix, subject: 'Convocazione', code: CODE });
		expect(MEANINGS[found.type]).toMatchObject({ state, event });
	});

	it.each([
		['a reply to a receipt', 'R: CONSEGNA: Convocazione'],
		['a reply in English', 'Re: ACCETTAZIONE: Convocazione'],
		['a forwarded receipt', 'Fwd: CONSEGNA: Convocazione'],
		['a forwarded one in Italian', 'I: POSTA CERTIFICATA: Convocazione'],
		['a subject that begins like one', 'CONSEGNA MERCI: bolla 12'],
		['a prefix without a colon', 'CONSEGNA'],
		['nothing', ''],
	])('%s is an ordinary mail', (_, subject) => {
		expect(classify(subject)).toMatchObject({
			type: 'ordinary',
			prefix: null,
			subject,
			code: null,
		});
	});

	it('goes by the first prefix alone', () => {
		expect(classify('ANOMALIA MESSAGGIO: POSTA CERTIFICATA: R: Offerta')).toMatchObject({
			type: 'errore',
			category: 'anomaly',
			subject: 'POSTA CERTIFICATA: R: Offerta',
		});
	});

	it('tells a virus', () => {
		expect(classify('AVVISO DI MANCATA CONSEGNA PER VIRUS: A').virus).toBe(true);
		expect(classify('AVVISO DI MANCATA CONSEGNA: A').virus).toBe(false);
	});

	it('takes no other number for a code', () => {
		const code = (subject: string) => classify(`CONSEGNA: ${subject}`).code;
		expect(code('Fattura 1234567890123456')).toBeNull();
		expect(code(`Pratica ${CODE}99`)).toBeNull();
		expect(code('202009211526363')).toBe('202009211526363');
	});
});

describe('for any subject', () => {
	const prefix = fc.constantFrom(...Object.keys(PREFIXES));
	/** The same letters in either case, with whitespace around and between the words. */
	const spelling = fc.tuple(prefix, fc.boolean(), fc.constantFrom(' ', '  ', '\t'));
	const spelled = ([words, isLower, blank]: [string, boolean, string]) =>
		` ${(isLower ? words.toLowerCase() : words).split(' ').join(blank)} `;
	/** Words that include prefixes, and prefixes within prefixes. */
	const subject = fc
		.array(
			fc.oneof(
				prefix,
				prefix.map((each) => `${each}:`),
				fc.constantFrom('R:', 'Offerta', 'è', '\ufffd', ':'),
			),
		)
		.map((words) => words.join(' '));

	it('a prefix before the first colon decides, whatever follows it', () => {
		fc.assert(
			fc.property(spelling, subject, (words, rest) => {
				const found = classify(`${spelled(words)}:${rest}`);
				expect(found.prefix).toBe(words[0]);
				expect(found.type).toBe(PREFIXES[words[0]]);
				expect(found.subject).toBe(rest.trim());
			}),
		);
	});

	it('no prefix is taken for one that it contains, or that contains it', () => {
		fc.assert(
			fc.property(prefix, prefix, subject, (first, second, rest) => {
				const together = `${first} ${second}`;
				const expected = Object.hasOwn(PREFIXES, together) ? PREFIXES[together] : 'ordinary';
				expect(classify(`${together}: ${rest}`).type).toBe(expected);
			}),
		);
	});

	it('what was sent is found again', () => {
		fc.assert(
			fc.property(prefix, subject, (words, sent) => {
				fc.pre(classify(`X: ${sent}`).code === null);
				const found = classify(`${words}: ${sent} ${CODE}`);
				expect([found.subject, found.code]).toEqual([sent.trim(), CODE]);
			}),
		);
	});
});
