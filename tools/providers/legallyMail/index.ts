import { legallyMailContract } from '../../../sandbox/legallyMail/contract';
import type { Provider } from '../provider';
import { legallyMailAnswers } from './answers';
import { legallyMailArchitecture } from './architecture';
import { legallyMailCheck } from './check';
import { legallyMailRehearsal } from './rehearsal';
import { legallyMailCredentials } from './credentials';
import { legallyMailFacts } from './facts';
import { legallyMailFields } from './fields';
import { legallyMailHostile } from './hostile';
import { legallyMail, legallyMailAccount } from './node';
import { legallyMailSending } from './sending';
import { legallyMailTables } from './tables';
import { demo } from './demo';
import { examples } from './examples';
import { legallyMailCustomerFacts } from './customerFacts';
import { mailing } from './mailing';
import { measured } from './measured';
import { trigger } from './trigger';
import { legallyMailAccounts } from './accounts';
import { legallyMailOperations } from './operations';
import { legallyMailPollEvents } from './pollEvents';
import { legallyMailQuickStart } from './quickStart';
import { legallyMailSandboxSettings } from './sandboxSettings';
import { legallyMailWalks } from './walks';

export const legallyMailProvider: Provider = {
	name: 'legallyMail',
	title: 'LegallyMail',
	folder: 'LegallyMail',
	page: 'legallymail',
	credential: 'legallyMailApi',
	account: (sandbox) => legallyMailAccount(sandbox.legallyMail),
	node: legallyMail,
	credentials: legallyMailCredentials,
	sending: legallyMailSending,
	answers: legallyMailAnswers,
	contract: legallyMailContract,
	check: legallyMailCheck,
	rehearsal: legallyMailRehearsal,
	facts: legallyMailFacts,
	customerFacts: legallyMailCustomerFacts,
	fields: legallyMailFields,
	lists: {
		'email.getMany': 'whole',
		'signature.getMany': 'whole',
	},
	hostile: legallyMailHostile,
	tables: legallyMailTables,
	sends: 'certified emails and SMS, documents to sign, with their certificates as PDF',
	description:
		'n8n nodes for LegallyMail: send certified emails and SMS, have documents signed, and get their certificates',
	searches: [
		'burofax',
		'firma',
		'firma electrónica',
		'firma electronica',
		'signature',
		'e-sign',
		'contract',
		'SMS',
		'evidence',
		'proof',
		'email',
		'e-mail',
	],
	mailing,
	trigger,
	examples,
	demo,
	measured,
	sandboxSettings: legallyMailSandboxSettings,
	accounts: legallyMailAccounts,
	architecture: legallyMailArchitecture,
	operations: legallyMailOperations,
	pollEvents: legallyMailPollEvents,
	quickStart: legallyMailQuickStart,
	walks: legallyMailWalks,
};
