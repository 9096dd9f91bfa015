import fc from 'fast-check';

import { mailOf } from '../../../nodes/PecMassiva/api';
import { classified, decodedBody } from '../../../nodes/PecMassiva/mail';

describe('a mail', () => {
	it('is the same in the documented and in the observed shape', () => {
		const documented = { sender: 'a', recipient: 'b', data: 'c', object: 'd', message: 'e' };
		const observed = { sender: 'a', recipient: 'b', date: 'c', subject: 'd', body: 'e' };
		expect(mailOf(documented)).toEqual(mailOf(observed));
		expect(mailOf(observed)).toEqual({
			sender: 'a',
			recipient: 'b',
			date: 'c',
			object: 'd',
			body: 'e',
		});
	});

	it('is read from the names of one shape where those of the other hold nothing', () => {
		const documented = { sender: 'a', recipient: 'b', data: 'c', object: 'd', message: 'e' };
		const nothing = { date: null, subject: null, body: null };
		expect(mailOf({ ...documented, ...nothing })).toEqual(mailOf(documented));
		const observed = { sender: 'a', recipient: 'b', date: 'c', subject: 'd', body: 'e' };
		expect(mailOf({ ...observed, data: null, object: null, message: null })).toEqual(
			mailOf(observed),
		);
	});

	it("shows the address within a sender's display form", () => {
		const { senderAddress, delivery } = classified({
			sender: '"Per conto di: dev-api@pecmassiva.com" ',
			recipient: '',
			date: 'Wed, 26 Aug 2020 10:00:35 +0200',
			object: 'POSTA CERTIFICATA: Invio di prova',
		});
		expect(senderAddress).toBe('dev-api@pecmassiva.com');
		expect(delivery.at).toBe('2020-08-26T08:00:35.000Z');
	});
});

describe('the text of a message', () => {
	it('is decoded from x-www-form-urlencoded', () => {
		expect(decodedBody('Ricevuta+di+accettazione%0A100%25+%C3%A8')).toBe(
			'Ricevuta di accettazione\n100% è',
		);
	});

	it("stays as it is where it is not encoded, as in the vendor's example", () => {
		expect(decodedBody('This is an example body.')).toBe('This is an example body.');
		expect(decodedBody('1 + 1 = 2, 50%')).toBe('1 + 1 = 2, 50%');
	});

	it('is read as Latin-1 where it is no UTF-8, and keeps letters that were lost before', () => {
		expect(decodedBody('Citt%E0')).toBe('Città');
		expect(decodedBody('Citt%EF%BF%BD')).toBe('Citt\ufffd');
	});

	it('comes out as it went in, whatever it is', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme' }), (text) => {
				const encoded = new URLSearchParams({ '': text }).toString().slice(1);
				expect(decodedBody(encoded)).toBe(text);
			}),
		);
	});

	it('is never an error', () => {
		fc.assert(fc.property(fc.string(), (text) => typeof decodedBody(text) === 'string'));
	});
});
