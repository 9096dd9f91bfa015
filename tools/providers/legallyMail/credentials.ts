import info from '../../../test/fixtures/legallyMail/info.json';
import type { CredentialFacts } from '../credential';
import { legallyMailAccount } from './node';

export const legallyMailCredentials: Record<string, CredentialFacts> = {
	legallyMailApi: {
		title: 'LegallyMail account',
		kinds: { token: 'token' },
		data: ({ legallyMail }) => legallyMailAccount(legallyMail),
		mistake: {
			field: 'token',
			typed: 'mistyped',
			message: /LegallyMail does not accept this token/,
		},
		accounts: ({ legallyMail: provider }) => [legallyMailAccount(provider)],
		secrets: ['token'],
		// API page: "GET /api/info"; "401 Token invalide ou manquant"; "403 Vous n'avez pas la permission d'effectuer
		// cette action. Également retourné lorsque l'utilisateur n'a plus de crédits/emails restants disponibles."
		test: { call: 'GET /api/info', refusals: [401, 403], answer: info },
	},
};
