import type { StoredCredentials } from '../../tools/engine/engine';

/** The addresses and accounts of what `main.ts` has started, for the tests. */
export interface Stage {
	/** n8n's URL. */
	url: string;
	/** The sandbox's control API. */
	sandbox: string;
	/** The browser's remote debugging URL. */
	browser: string;
	/** What a user types into the credential of each provider, by type. */
	accounts: StoredCredentials;
	/** The folder in which workflows may write files, and the one that receives the emails they send. */
	folders: { files: string; emails: string };
	/** The credentials that n8n already has, by type. */
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
