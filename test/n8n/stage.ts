import type { StoredCredentials } from '../../tools/engine/engine';

/** Where the tests find what `main.ts` has started. */
export interface Stage {
	/** Of n8n. */
	url: string;
	/** The sandbox's control API. */
	sandbox: string;
	/** Where the browser takes orders. */
	browser: string;
	/** What a user types into the credential of each provider, by its type. */
	accounts: StoredCredentials;
	/** The folder in which workflows may write files, and the one in which the emails that they send end up. */
	folders: { files: string; emails: string };
	/** The credentials that n8n keeps already, by type. */
	credentials: Record<string, { id: string; name: string }>;
}

const VARIABLE = 'CERTIFIED_MAIL_STAGE';

export const toEnvironment = (stage: Stage) => ({ [VARIABLE]: JSON.stringify(stage) });

/** @throws if nothing was started */
export function stageOf(environment: NodeJS.ProcessEnv): Stage {
	const stage = environment[VARIABLE];
	if (!stage) throw new Error('These tests need a server and a browser: npm run test:n8n');
	return JSON.parse(stage) as Stage;
}
