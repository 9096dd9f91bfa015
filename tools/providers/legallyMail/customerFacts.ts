import type { CustomerFact } from '../customerFacts';

export const legallyMailCustomerFacts: CustomerFact[] = [
	{
		says: 'The API and its tokens need at least one payment',
		source: '[LegallyMail: API documentation](https://legallymail.com)',
		read: '2026-11-29',
		told: {
			legallymail: 'make at least one payment',
			'es/legallymail': 'haga al menos un pago',
		},
	},
	{
		says: 'There are a free plan, monthly plans and single credits',
		source: 'LegallyMail: terms',
		read: '2026-11-29',
		told: {
			legallymail: 'a monthly plan or single credits',
			'es/legallymail': 'un plan mensual o unos créditos',
		},
	},
	{
		says: 'A Reply To must be a registered and verified sender of the account',
		source: '[LegallyMail: API documentation](https://legallymail.com)',
		read: '2026-11-29',
		told: {
			legallymail: 'registered and verified sender',
			'es/legallymail': 'registrarla y verificarla',
		},
	},
	{
		says: 'Ten requests a minute for each IP address',
		source: '[LegallyMail: API documentation](https://legallymail.com)',
		read: '2026-11-29',
		told: {
			legallymail: '10 requests a minute for each IP address',
			'es/legallymail': 'diez peticiones por minuto',
		},
	},
	{
		says: 'LegallyMail is no qualified trust service provider, and its service no qualified electronic registered delivery service',
		source: '[LegallyMail: specific terms](https://legallymail.com/en/specific-terms), 1.2 and 2.2',
		read: '2026-11-30',
		told: {
			legallymail: 'is **not** a qualified trust service provider',
			'es/legallymail': 'no** es un prestador cualificado',
		},
	},
	{
		says: 'The evidence is a private document',
		source: '[LegallyMail: specific terms](https://legallymail.com/en/specific-terms), 4.1',
		read: '2026-11-30',
		told: {
			legallymail: 'private document',
			'es/legallymail': 'documento privado',
		},
	},
	{
		says: 'Its time stamps are those of third parties, and not qualified ones unless it says so',
		source: '[LegallyMail: specific terms](https://legallymail.com/en/specific-terms), 2.3',
		read: '2026-11-30',
		told: {
			legallymail: 'time stamps of third parties, not qualified ones',
			'es/legallymail': 'sellos de tiempo de terceros, no cualificados',
		},
	},
	{
		says: 'A certificate by a qualified third party can be requested in the panel, in the section for expert requests',
		source: '[LegallyMail: specific terms](https://legallymail.com/en/specific-terms), 2.4',
		read: '2026-11-30',
		told: {
			legallymail: 'expert requests (2.4)',
			'es/legallymail': 'sección de peritajes (2.4)',
		},
	},
	{
		says: "The recipient's identity is not verified beyond the address",
		source: '[LegallyMail: specific terms](https://legallymail.com/en/specific-terms), 3.2',
		read: '2026-11-30',
		told: {
			legallymail: 'does not verify who a recipient is',
			'es/legallymail': 'No se comprueba quién es el destinatario',
		},
	},
	{
		says: 'No test environment is documented',
		source: '[LegallyMail: API documentation](https://legallymail.com)',
		read: '2026-11-29',
		told: {
			legallymail: 'documents no test environment',
			'es/legallymail': 'no documenta ningún entorno de pruebas',
		},
	},
];
