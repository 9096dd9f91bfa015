import { pecMassivaContract } from '../../../sandbox/pecMassiva/contract';
import type { Provider } from '../provider';
import { pecMassivaAnswers } from './answers';
import { pecMassivaArchitecture } from './architecture';
import { pecMassivaCheck } from './check';
import { pecMassivaRehearsal } from './rehearsal';
import { pecMassivaCredentials } from './credentials';
import { pecMassivaFacts } from './facts';
import { pecMassivaFields } from './fields';
import { pecMassivaHostile } from './hostile';
import { pecMassiva, pecMassivaAccountWithKey } from './node';
import { pecMassivaSending } from './sending';
import { pecMassivaTables } from './tables';
import { demo } from './demo';
import { examples } from './examples';
import { pecMassivaCustomerFacts } from './customerFacts';
import { mailing } from './mailing';
import { measured } from './measured';
import { trigger } from './trigger';
import { pecMassivaAccounts } from './accounts';
import { pecMassivaOperations } from './operations';
import { pecMassivaPollEvents } from './pollEvents';
import { pecMassivaQuickStart } from './quickStart';
import { pecMassivaSandboxSettings } from './sandboxSettings';
import { pecMassivaWalks } from './walks';

export const pecMassivaProvider: Provider = {
	name: 'pecMassiva',
	title: 'PEC Massiva',
	folder: 'PecMassiva',
	page: 'pec-massiva',
	credential: 'pecMassivaApi',
	account: (sandbox) => pecMassivaAccountWithKey(sandbox.pecMassiva),
	node: pecMassiva,
	credentials: pecMassivaCredentials,
	sending: pecMassivaSending,
	answers: pecMassivaAnswers,
	contract: pecMassivaContract,
	check: pecMassivaCheck,
	rehearsal: pecMassivaRehearsal,
	facts: pecMassivaFacts,
	customerFacts: pecMassivaCustomerFacts,
	fields: pecMassivaFields,
	lists: {
		'inbox.getMany': 'paged',
	},
	hostile: pecMassivaHostile,
	tables: pecMassivaTables,
	sends: 'Italian certified mail (PEC), to one or many recipients, and its receipts',
	description:
		'n8n nodes for PEC Massiva of Openapi: send Italian certified mail (PEC), one or many at once, and follow its receipts',
	searches: [
		'PEC',
		'posta certificata',
		'raccomandata',
		'correo certificado',
		'certified email',
		'evidence',
		'proof',
	],
	mailing,
	trigger,
	examples,
	demo,
	measured,
	sandboxSettings: pecMassivaSandboxSettings,
	accounts: pecMassivaAccounts,
	architecture: pecMassivaArchitecture,
	operations: pecMassivaOperations,
	pollEvents: pecMassivaPollEvents,
	quickStart: pecMassivaQuickStart,
	walks: pecMassivaWalks,
};
