import type { CustomerFact } from '../customerFacts';

const R53_3 =
	'[CPCE, art. R53-3](https://www.doctrine.fr/l/texts/codes/LEGITEXT000006070987/articles/LEGIARTI000036899789)';

export const stampeeCustomerFacts: CustomerFact[] = [
	{
		says: 'The API is open to approved reseller accounts only',
		source: '[Stampee: quick start](https://docs.stampee.fr/docs/quick-start)',
		read: '2026-11-29',
		told: {
			stampee: 'reseller account',
			'fr/stampee': 'compte revendeur',
		},
	},
	{
		says: 'The token comes from the dashboard, or from the support',
		source:
			'[Stampee: quick start](https://docs.stampee.fr/docs/quick-start); Stampee: authorization (docs.stampee.fr)',
		read: '2026-11-29',
		told: {
			stampee: 'from its support',
			'fr/stampee': 'demandez le jeton au support',
		},
	},
	{
		says: 'The token is shown once',
		source: 'Stampee: authorization (docs.stampee.fr)',
		read: '2026-11-29',
		told: {
			stampee: 'shown only once',
			'fr/stampee': "ne s'affiche qu'une fois",
		},
	},
	{
		says: 'No test environment is documented',
		source: '[Stampee: quick start](https://docs.stampee.fr/docs/quick-start)',
		read: '2026-11-29',
		told: {
			stampee: 'documents no test environment',
			'fr/stampee': "ne documente pas d'environnement d'essai",
		},
	},
	{
		says: 'Registered letters need mutual TLS besides the token; who issues certificates and which host takes them is not documented',
		source: 'Stampee: authorization (docs.stampee.fr)',
		read: '2026-11-29',
		told: {
			stampee: 'Which host takes registered letters is not documented',
			'fr/stampee': 'certificat client',
		},
	},
	{
		says: 'The state ACCEPTED is not enough to send registered letters for a customer: their PVID must be established',
		source: 'Stampee: event types (docs.stampee.fr), `customer_pvid_established`',
		read: '2026-11-29',
		told: {
			stampee: 'is not enough to send for a customer',
			'fr/stampee': 'PVID',
		},
	},
	{
		says: 'A webhook endpoint can be meant for chosen customers only',
		source: '[Stampee: webhooks](https://docs.stampee.fr/docs/webhooks)',
		read: '2026-11-29',
		told: {
			stampee: "Ce point d'API est destiné à des clients spécifiques",
		},
	},
	{
		says: 'The token reaches consents as well; their paths are not known to us',
		source: 'Stampee: authorization (docs.stampee.fr)',
		read: '2026-11-29',
		told: {
			stampee: 'predefined credential type',
		},
	},
	{
		says: 'A registered letter sent electronically equals one on paper only from a qualified service',
		source:
			'[CPCE, art. L100](https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000033207397), I, in force since 9 October 2016, which names Regulation (EU) 910/2014, art. 44; R53 to R53-4 (décret 2018-347)',
		read: '2026-11-30',
		told: {
			stampee: '_qualified_ electronic registered delivery service',
			'fr/stampee': '_qualifié_',
		},
	},
	{
		says: 'A recipient who is no professional must have consented before',
		source:
			'[CPCE, art. L100](https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000033207397)',
		read: '2026-11-30',
		told: {
			stampee: 'must have consented before',
			'fr/stampee': "doit avoir accepté d'avance",
		},
	},
	{
		says: 'The recipient has 15 days to accept or refuse, from the day after the notice was sent; the notice does not say who the sender is',
		source: `${R53_3}, I, in force since 1 January 2019`,
		read: '2026-11-30',
		told: {
			stampee: 'from the day after the notice was sent',
			'fr/stampee': "à compter du lendemain de l'envoi de l'avis",
		},
	},
	{
		says: 'The service has to keep the proofs of submission, and of receipt, refusal or no reaction, for at least a year',
		source: `CPCE, art. R53-2; ${R53_3}, II and III`,
		read: '2026-11-30',
		told: {
			stampee: 'keep the proofs for at least a year',
			'fr/stampee': 'au moins un an',
		},
	},
	{
		says: "Nothing public says whether Stampee's service is qualified",
		source: "Looked for on Stampee's pages and not found",
		read: '2026-11-29',
		told: {
			stampee: 'Nothing public says',
			'fr/stampee': 'Rien de public ne dit',
		},
	},
	{
		says: 'The customer reference is given back in answers; no search by it is documented',
		source: '[Stampee: quick start](https://docs.stampee.fr/docs/quick-start)',
		read: '2026-11-29',
		told: {
			stampee: 'documents no search by it',
			'fr/stampee': 'ni recherche par référence',
		},
	},
	{
		says: 'Links to evidence end after 24 hours',
		source: '[Stampee: quick start](https://docs.stampee.fr/docs/quick-start)',
		read: '2026-11-29',
		told: {
			stampee: 'end after 24 hours',
			'fr/stampee': '24 heures',
		},
	},
];
