import type { Duration } from '../clock';

/** A receipt that a recipient's address brings about. */
export interface Receipt {
	/** What its subject begins with. */
	prefix: string;
	/** What it says of the message, in Italian as receipts are. */
	says: string;
	/** After the acceptance. */
	after: Duration;
}

/** What becomes of a message for one recipient. */
export interface Fate {
	/** The sender's provider takes nothing on: this comes instead of the acceptance, for all recipients. */
	rejection?: Omit<Receipt, 'after'>;
	/** The address belongs to no certified mailbox, so nothing but the acceptance comes. */
	isOrdinary?: boolean;
	receipts: Receipt[];
}

const delivered = (after: Duration): Receipt => ({
	prefix: 'CONSEGNA',
	says: 'è stato consegnato nella casella di destinazione',
	after,
});

const notice = (after: Duration): Receipt => ({
	prefix: 'AVVISO DI MANCATA CONSEGNA PER SUP. TEMPO MASSIMO',
	says: 'non è stato consegnato nel tempo massimo previsto',
	after,
});

const willing: Fate = { receipts: [delivered({ seconds: 5 })] };

/** The local part of a recipient's address decides what becomes of the message; all others get it. */
const fates: Record<string, Fate> = {
	accept: willing,
	refuse: {
		rejection: {
			prefix: 'AVVISO DI NON ACCETTAZIONE',
			says: 'non è stato accettato a causa di errori formali',
		},
		receipts: [],
	},
	infected: {
		rejection: {
			prefix: 'AVVISO DI NON ACCETTAZIONE PER VIRUS',
			says: 'non è stato accettato perché contiene un virus',
		},
		receipts: [],
	},
	bounce: {
		receipts: [
			{
				prefix: 'AVVISO DI MANCATA CONSEGNA',
				says: 'non è stato consegnato: casella inesistente o non attiva',
				after: { minutes: 1 },
			},
		],
	},
	virus: {
		receipts: [
			{
				prefix: 'AVVISO DI MANCATA CONSEGNA PER VIRUS',
				says: 'non è stato consegnato perché contiene un virus',
				after: { minutes: 1 },
			},
		],
	},
	// Decree of 2 November 2005: a notice after 12 hours, the final one after 24.
	slow: { receipts: [notice({ hours: 12 }), delivered({ hours: 20 })] },
	expire: { receipts: [notice({ hours: 12 }), notice({ hours: 24 })] },
	ordinary: { isOrdinary: true, receipts: [] },
};

/** `Bounce+42@example.org` is `bounce`: what follows a + tells addresses apart and changes nothing. */
export function fateOf(email: string): Fate {
	const name = email.split('@', 1)[0].split('+', 1)[0].toLowerCase();
	return Object.hasOwn(fates, name) ? fates[name] : willing;
}

/** The names that decide something, for a person who reads the landing page. */
export const magicNames = Object.keys(fates);
