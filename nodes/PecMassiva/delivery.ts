import type { IDataObject } from 'n8n-workflow';

import type { Delivery } from '../shared/delivery';

/**
 * The type of a mail in the inbox. Receipts and notices are named by the values of the header X-Ricevuta, envelopes
 * by those of X-Trasporto (decree of 2 November 2005, annex). The API does not show these headers, so the subject
 * replaces them.
 */
export type MailType =
	| 'accettazione'
	| 'non-accettazione'
	| 'presa-in-carico'
	| 'avvenuta-consegna'
	| 'errore-consegna'
	| 'preavviso-errore-consegna'
	| 'rilevazione-virus'
	| 'posta-certificata'
	| 'errore'
	| 'ordinary';

/** The categories that a trigger or a filter distinguishes. */
export type MailCategory = 'receipt' | 'certifiedMail' | 'anomaly' | 'ordinary';

type Meaning = Omit<Delivery, 'at'>;

const UNKNOWN: Meaning = { state: 'unknown', final: false, event: null };

/** The meaning of each type for the message that it concerns. */
export const MEANINGS: Record<MailType, Meaning & { category: MailCategory }> = {
	accettazione: {
		category: 'receipt',
		state: 'sent',
		final: false,
		event: 'SubmissionAcceptance',
	},
	'non-accettazione': {
		category: 'receipt',
		state: 'rejected',
		final: true,
		event: 'SubmissionRejection',
	},
	'presa-in-carico': { category: 'receipt', state: 'sent', final: false, event: 'RelayAcceptance' },
	'avvenuta-consegna': {
		category: 'receipt',
		state: 'delivered',
		final: true,
		event: 'ContentConsignment',
	},
	'errore-consegna': {
		category: 'receipt',
		state: 'failed',
		final: true,
		event: 'ContentConsignmentFailure',
	},
	// After 12 hours; it may still be delivered. For the notice after 24 hours, see mail.ts.
	'preavviso-errore-consegna': {
		category: 'receipt',
		state: 'delayed',
		final: false,
		event: 'RelayFailure',
	},
	// Between providers; another notice reports what it means for the message.
	'rilevazione-virus': { category: 'receipt', ...UNKNOWN },
	'posta-certificata': { category: 'certifiedMail', ...UNKNOWN },
	errore: { category: 'anomaly', ...UNKNOWN, event: 'ReceivedFromNonERDS' },
	ordinary: { category: 'ordinary', ...UNKNOWN },
};

/**
 * The prefix of a subject -> the type of the mail. The long forms are the decree's, the short ones are additional
 * spellings of providers. "PER VIRUS" corresponds to X-VerificaSicurezza: errore.
 */
export const PREFIXES: Record<string, MailType> = {
	ACCETTAZIONE: 'accettazione',
	'AVVISO DI NON ACCETTAZIONE': 'non-accettazione',
	'AVVISO DI NON ACCETTAZIONE PER VIRUS': 'non-accettazione',
	'AVVISO DI MANCATA ACCETTAZIONE': 'non-accettazione',
	'NON ACCETTAZIONE': 'non-accettazione',
	'NON ACCETTAZIONE PER VIRUS': 'non-accettazione',
	'PRESA IN CARICO': 'presa-in-carico',
	CONSEGNA: 'avvenuta-consegna',
	'AVVENUTA CONSEGNA': 'avvenuta-consegna',
	'AVVISO DI MANCATA CONSEGNA': 'errore-consegna',
	'AVVISO DI MANCATA CONSEGNA PER VIRUS': 'errore-consegna',
	'MANCATA CONSEGNA': 'errore-consegna',
	'MANCATA CONSEGNA PER VIRUS': 'errore-consegna',
	'ERRORE CONSEGNA': 'errore-consegna',
	'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO': 'preavviso-errore-consegna',
	'MANCATA CONSEGNA PER SUP. TEMPO MASSIMO': 'preavviso-errore-consegna',
	'PREAVVISO DI MANCATA CONSEGNA': 'preavviso-errore-consegna',
	'PROBLEMA DI SICUREZZA': 'rilevazione-virus',
	'POSTA CERTIFICATA': 'posta-certificata',
	'ANOMALIA MESSAGGIO': 'errore',
};

/** The information in the subject of a mail. */
export interface Classification extends IDataObject {
	type: MailType;
	category: MailCategory;
	/** As in the subject, in upper case; null for an ordinary mail. */
	prefix: string | null;
	/** The subject without the prefix and the code. */
	subject: string;
	/** The code of the send that the mail is about, if the subject ends with one. */
	code: string | null;
	virus: boolean;
}

/**
 * Classifies a mail by its subject. Everything before the first colon has to be a prefix, so none is mistaken for
 * another one that it contains (CONSEGNA in MANCATA CONSEGNA), and a subject that merely begins like one (`CONSEGNA
 * MERCI: ...`, `R: CONSEGNA: ...`) is an ordinary mail's. Only the first prefix counts: `ANOMALIA MESSAGGIO: POSTA
 * CERTIFICATA: ...` is an anomaly.
 */
export function classify(object: string): Classification {
	const [head, ...rest] = object.trim().split(':');
	const spelled = head.trim().replace(/\s+/g, ' ').toUpperCase();
	const prefix = rest.length > 0 && Object.hasOwn(PREFIXES, spelled) ? spelled : null;
	const type = prefix === null ? 'ordinary' : PREFIXES[prefix];
	return {
		type,
		category: MEANINGS[type].category,
		prefix,
		...withoutCode((prefix === null ? object : rest.join(':')).trim()),
		virus: prefix?.endsWith('PER VIRUS') === true || type === 'rilevazione-virus',
	};
}

/**
 * The service appends the code of the send to each subject: year to second and one or two more digits (inferred from
 * the vendor's examples).
 */
const CODE =
	/(?:^|\s)(20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){2}\d{1,2})$/;

function withoutCode(subject: string): { subject: string; code: string | null } {
	const [, code] = CODE.exec(subject) ?? [];
	if (code === undefined) return { subject, code: null };
	return { subject: subject.slice(0, -code.length).trimEnd(), code };
}

/** Whether a mail's subject ends with the code of another send. A text that is no code could stand for any. */
export function isOfOtherSend(object: string, code: string): boolean {
	const own = classify(object).code;
	return own !== null && own !== code && CODE.test(code);
}
