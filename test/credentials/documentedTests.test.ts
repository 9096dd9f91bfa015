import type { ICredentialType } from 'n8n-workflow';

import packageJson from '../../package.json';
import pecMassiva from '../fixtures/pec-massiva/pecmassiva.openapi.json';
import postageApp from '../fixtures/postageApp/apiPage.json';
import stampee from '../fixtures/stampee/accepted-customers.json';
import { instanceFrom } from '../../tools/engine/published';

/** What the vendor's page says of the call that a credential is tested with. */
interface Documented {
	/** Method and path. */
	call: string;
	/** The statuses with which it says no: nothing else is known of them than what the page says. */
	refusals: number[];
}

const quota = '/quota/{mailbox}';

/** By credential type. Pages without a machine-readable form are quoted. */
const DOCUMENTED: Record<string, Documented> = {
	// Quick Start: "Check Customer Status", "Unauthorized (401)".
	stampeeApi: { call: `${stampee.request.method} ${stampee.request.path}`, refusals: [401] },
	// The OpenAPI file.
	pecMassivaApi: {
		call: `GET ${quota.replace('{mailbox}', 'INBOX')}`,
		refusals: Object.keys(pecMassiva.paths[quota].get.responses).map(Number),
	},
	// API page: "GET /api/info"; "401 Token invalide ou manquant"; "403 Vous n'avez pas la permission d'effectuer cette
	// action. Également retourné lorsque l'utilisateur n'a plus de crédits/emails restants disponibles."
	legallyMailApi: { call: 'GET /api/info', refusals: [401, 403] },
	// Email API: GET "/api/v1/platform/emails?page=0&size=50"; Error handling: 401 and 403.
	stempApi: { call: 'GET /v1/platform/emails?page=0&size=1', refusals: [401, 403] },
	// API page: the example with curl, "Error 401 Unauthorized", "Error 423 Locked".
	postageAppApi: {
		call: `${postageApp.request.method} ${postageApp.request.path}`,
		refusals: postageApp.errors.map(({ title }) => Number(/\d{3}/.exec(title)?.[0])),
	},
};

const types = packageJson.n8n.credentials
	.map((file) => instanceFrom<ICredentialType>(file))
	.filter(({ test }) => test);

it('Each test of a credential is held to a page', () => {
	expect(Object.keys(DOCUMENTED).sort()).toEqual(types.map(({ name }) => name).sort());
});

describe.each(types.map((type) => [type.name, type] as const))(
	'The test of %s',
	(name, { test }) => {
		const { call, refusals } = DOCUMENTED[name];
		const { method = 'GET', url = '', qs } = test!.request;
		const query = qs ? `?${new URLSearchParams(qs as Record<string, string>).toString()}` : '';

		it('makes a call that the page documents', () => {
			expect(`${method} ${url}${query}`).toBe(call);
		});

		it('says of a refusal that the page does not document that it does not', () => {
			for (const { properties } of test!.rules ?? []) {
				const status = Number(properties.value);
				if (!refusals.includes(status))
					expect(properties.message).toContain('does not document why');
			}
		});
	},
);
