import { pigeonPostContract } from '../../../sandbox/pigeonPost/contract';
import type { Provider } from '../provider';
import { pigeonPostAccounts } from './accounts';
import { pigeonPostAnswers } from './answers';
import { pigeonPostArchitecture } from './architecture';
import { pigeonPostCheck } from './check';
import { pigeonPostRehearsal } from './rehearsal';
import { pigeonPostCredentials } from './credentials';
import { demo } from './demo';
import { examples } from './examples';
import { pigeonPostFacts } from './facts';
import { pigeonPostFields } from './fields';
import { pigeonPostHostile } from './hostile';
import { pigeonPostOperations } from './operations';
import { pigeonPostPollEvents } from './pollEvents';
import { pigeonPostSandboxSettings } from './sandboxSettings';
import { pigeonPostSending } from './sending';
import { pigeonPostTables } from './tables';
import { trigger } from './trigger';
import { pigeonPostWalks } from './walks';
import { pigeonPostWebhook } from './webhook';
import { mailing } from './mailing';
import { measured } from './measured';
import { pigeonPost, pigeonPostAccount } from './node';

export const pigeonPostProvider: Provider = {
	name: 'pigeonPost',
	title: 'Pigeon Post',
	folder: 'PigeonPost',
	page: 'pigeon-post',
	credential: 'pigeonPostApi',
	account: (sandbox) => pigeonPostAccount(sandbox.pigeonPost),
	node: pigeonPost,
	accounts: pigeonPostAccounts,
	architecture: pigeonPostArchitecture,
	answers: pigeonPostAnswers,
	credentials: pigeonPostCredentials,
	contract: pigeonPostContract,
	check: pigeonPostCheck,
	rehearsal: pigeonPostRehearsal,
	facts: pigeonPostFacts,
	fields: pigeonPostFields,
	hostile: pigeonPostHostile,
	lists: { 'letter.getMany': 'paged' },
	operations: pigeonPostOperations,
	pollEvents: pigeonPostPollEvents,
	sandboxSettings: pigeonPostSandboxSettings,
	sending: pigeonPostSending,
	tables: pigeonPostTables,
	walks: pigeonPostWalks,
	webhook: pigeonPostWebhook,
	sends: 'letters by pigeon, with their receipts as PDF',
	description:
		'n8n nodes for Pigeon Post: send letters by pigeon, follow them and get their receipts',
	searches: ['pigeon', 'letter'],
	mailing,
	trigger,
	examples,
	demo,
	measured,
};
