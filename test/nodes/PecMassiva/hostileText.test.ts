import fc from 'fast-check';

import { addressedTo, aggregatedStatus } from '../../../nodes/PecMassiva/aggregatedStatus';
import { inboxPage, mailOf } from '../../../nodes/PecMassiva/api';
import { addressesIn, classified, decodedBody } from '../../../nodes/PecMassiva/mail';

const MEGABYTE = 1_000_000;

/** A megabyte of a repeated text. */
const megabyteOf = (text: string) => text.repeat(MEGABYTE / text.length);

const HOSTILE = [
	'a',
	'@',
	'a@',
	'a@b.it ',
	'a@b.it (posta ordinaria), ',
	'<',
	'<a@b',
	' ',
	'\n',
	'\r\n',
	'7',
	'20261129',
	' 2026112911224507',
	'<div><b>',
	'proveniente da ',
	'proveniente   ',
	'indirizzato a ',
	'indirizzato a: "',
	' \ufffd',
	'\ufffd',
	' è ',
	'il messaggio',
	'CONSEGNA:',
	':',
	'.',
	'%41',
	'%',
	'+',
	'(',
].map((text) => [JSON.stringify(text), megabyteOf(text)] as const);

/** The time limit, in seconds: a parser that takes quadratic time would not finish within minutes. */
const SECONDS = 10;

describe('A megabyte of', () => {
	it.each(HOSTILE)('%s is read to its end, wherever it stands in a mail', (_, text) => {
		const began = process.cpuUsage();
		const receipt = `Il messaggio proveniente da "a@b.it" ed indirizzato a:\n${text}`;
		for (const body of [text, receipt]) {
			for (const prefix of ['', 'ACCETTAZIONE: ', 'CONSEGNA: ']) {
				const mail = mailOf({
					sender: text,
					recipient: text,
					date: text,
					object: prefix + text,
					body,
				});
				aggregatedStatus([classified({ ...mail, body: decodedBody(body) })], ['c@d.it']);
			}
		}
		inboxPage({ data: [], page: text, total: text, n_of_pages: text });
		expect(process.cpuUsage(began).user / 1e6).toBeLessThan(SECONDS);
	});
});

describe('The addresses in a text', () => {
	/** A regular expression for addresses, which takes too long for hostile texts. */
	const ADDRESSES = /[^\s"'<>(),;:]+@[^\s"'<>(),;:]+[^\s"'<>(),;:.]/g;

	it('are what an expression finds that says what an address is', () => {
		const pieces = fc.constantFrom('@', 'a', 'B', '.', ' ', '"', '<', ',', 'it', '\n', ':');
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
				const text = parts.join('');
				const found = [...addressesIn(text)].map(({ address }) => address);
				expect(found).toEqual(text.match(ADDRESSES) ?? []);
			}),
			{ numRuns: 5000 },
		);
	});

	it('are those to which a receipt was addressed, each with its kind', () => {
		const body =
			'il messaggio "x" proveniente da "a@b.it" ed indirizzato a:\nC@d.it ("posta ordinaria")\ncc@d.it ("posta certificata") il messaggio e@f.it';
		expect(addressedTo(classified({ ...mailOf({}), body }))).toEqual([
			{ address: 'c@d.it', isOrdinary: true },
			{ address: 'cc@d.it', isOrdinary: false },
		]);
	});
});
