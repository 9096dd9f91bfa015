import type { CustomerFact } from '../customerFacts';

export const pecMassivaCustomerFacts: CustomerFact[] = [
	{
		says: 'To start: an order, a signed form with a copy of an identity document, 24 to 48 hours, then an API key or token of the console',
		source:
			'README of [laravel-pec](https://github.com/JustSolve-self-serve/laravel-pec) by JustSolve',
		read: '2026-11-29',
		told: {
			'pec-massiva': '24 to 48 hours',
			'it/pec-massiva': '24-48 ore',
		},
	},
	{
		says: 'The fee is yearly and `autorinnovo` is off by default: the mailbox ends silently',
		source: 'OpenAPI file of pec.openapi.it',
		read: '2026-11-29',
		told: {
			'pec-massiva': 'ends silently',
			'it/pec-massiva': 'scade in silenzio',
		},
	},
	{
		says: 'Standard: 99 EUR a year (list price 150) and 0.05 EUR a message',
		source:
			'Openapi: console.openapi.com/apis/pecmassiva/faq, openapi.it/en/digital-trust/massive-cem, alpha.openapi.com/products/massive-rem-flat-api',
		read: '2026-11-29',
		told: {
			'pec-massiva': '99 EUR a year',
			'it/pec-massiva': "99 € l'anno",
		},
	},
	{
		says: '3,500 messages a day on one page, 3,500 recipients a day on another',
		source:
			'Openapi: console.openapi.com/apis/pecmassiva/faq, openapi.it/en/digital-trust/massive-cem, alpha.openapi.com/products/massive-rem-flat-api',
		read: '2026-11-29',
		told: {
			'pec-massiva': 'messages according to one page, recipients according to another',
			'it/pec-massiva': "messaggi secondo una pagina, destinatari secondo un'altra",
		},
	},
	{
		says: "FLAT: 1,500 EUR a year (list price 3,000), 30,000 messages a month, 100 MB a message, a domain of one's own",
		source:
			'Openapi: console.openapi.com/apis/pecmassiva/faq, openapi.it/en/digital-trust/massive-cem, alpha.openapi.com/products/massive-rem-flat-api',
		read: '2026-11-29',
		told: {
			'pec-massiva': '30,000 messages a month',
			'it/pec-massiva': '30.000 PEC al mese',
		},
	},
	{
		says: 'Sender and user name of a mailbox can differ',
		source:
			'README of [laravel-pec](https://github.com/JustSolve-self-serve/laravel-pec) by JustSolve',
		read: '2026-11-29',
		told: {
			'pec-massiva': 'Options › Sender',
			'it/pec-massiva': 'Options › Sender',
		},
	},
	{
		says: 'The answers of the sandbox are illustrative and may be incomplete',
		source: '[openapi-skills](https://github.com/openapi/openapi-skills), knowledge/faq.md',
		read: '2026-11-29',
		told: {
			'pec-massiva': 'illustrative only',
			'it/pec-massiva': 'solo illustrative',
		},
	},
	{
		says: 'Openapi has a status page',
		source: '[openapi-com.statuspage.io](https://openapi-com.statuspage.io)',
		read: '2026-11-29',
		told: {
			'pec-massiva': 'status page',
			'it/pec-massiva': 'pagina di stato',
		},
	},
	{
		says: 'At most one send a second',
		source: '[PEC Massiva: API page](https://console.openapi.com/apis/pecmassiva)',
		read: '2026-11-29',
		told: {
			'pec-massiva': '1 a second',
			'it/pec-massiva': 'un messaggio al secondo',
		},
	},
	{
		says: 'Transmission by PEC equals notification by post unless a law says otherwise, and its date and time hold against third parties if it follows DPR 68/2005 and its technical rules',
		source:
			'[CAD, art. 48](https://www.normattiva.it/uri-res/N2Ls?urn:nir:stato:decreto.legislativo:2005-03-07;82~art48), 2 and 3, in the version of 1 May 2024 (Brocardi). The text of DPR 68/2005 itself is unverified.',
		read: '2026-11-30',
		told: {
			'pec-massiva': 'hold against third parties',
			'it/pec-massiva': 'opponibili ai terzi',
		},
	},
	{
		says: 'PEC is recognized Italian certified delivery, and not qualified under eIDAS: identity is not checked',
		source: '[agendadigitale.eu, May 2024](https://agendadigitale.eu/?p=211130)',
		read: '2026-11-30',
		told: {
			'pec-massiva': 'not** qualified under eIDAS',
			'it/pec-massiva': 'non qualificato',
		},
	},
	{
		says: 'Art. 48 of the CAD is repealed once a decree on the conformity of PEC with eIDAS is in force; in May 2024 it was still to come. Whether it has come since is unverified',
		source:
			'D.Lgs. 217/2017, art. 65, 7, as amended by DL 135/2018, art. 8, quoted at [Brocardi](https://www8.brocardi.it/codice-dell-amministrazione-digitale/capo-iv/art48.html); [agendadigitale.eu, May 2024](https://agendadigitale.eu/?p=211130)',
		read: '2026-11-30',
		told: {
			'pec-massiva': 'Whether it has come since is unverified',
			'it/pec-massiva': 'non è verificato',
		},
	},
	{
		says: 'All this is between two PEC mailboxes: an ordinary one gives no receipt of delivery',
		source:
			'OpenAPI file of pec.openapi.it: the acceptance calls such a recipient "posta ordinaria". The text of DPR 68/2005 itself is unverified.',
		read: '2026-11-30',
		told: {
			'pec-massiva': 'between two PEC mailboxes',
			'it/pec-massiva': 'tra due caselle PEC',
		},
	},
	{
		says: 'REM is ETSI EN 319 532-4; the product name "Massive REM" is no claim of it',
		source: "ETSI EN 319 532-4; Openapi's product pages",
		read: '2026-11-29',
		told: {
			'pec-massiva': 'is no claim of that standard',
			'it/pec-massiva': 'non dichiara di rispettarlo',
		},
	},
];
