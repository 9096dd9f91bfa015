import { stempAccountWithAccessToken } from '../../../tools/providers/stemp/node';
import { operationsOf, type Operation } from '../operations';
import { PROVIDERS, type Provider, type Row } from '../providers';

/** The read that stands for all of a provider: every read is made by the same code. */
const READS: Record<string, string> = {
	Stampee: 'customer.getMany',
	'PEC Massiva': 'mailbox.getQuota',
	LegallyMail: 'account.getInfo',
	stemp: 'user.get',
	PostageApp: 'message.getMany',
};

/** What is sent with a client certificate has a part of its own: it knows no way without TLS. */
const WITH_CERTIFICATE = 'message.send registered';

/** What differs from the rows of the provider's own part: no request for a token may come in between. */
const own: Record<string, Partial<Row>> = {
	stemp: { account: ({ stemp }) => stempAccountWithAccessToken(stemp) },
};

const named = ({ provider, title, row, ...operation }: Operation): Operation => ({
	...operation,
	provider,
	title: `${provider.title}: ${title}`,
	row: { ...row, ...own[provider.title] },
});

const all = PROVIDERS.flatMap((provider: Provider) => operationsOf(provider).map(named));
const isSend = ({ row }: Operation) => row.kind !== 'read';
const isRead = ({ provider, key }: Operation) => READS[provider.title] === key;

/** All sends, and a read for each provider. */
export const PHASE_OPERATIONS = all.filter(
	(operation) => (isSend(operation) && operation.key !== WITH_CERTIFICATE) || isRead(operation),
);

export const CERTIFICATE_OPERATIONS = all.filter(({ key }) => key === WITH_CERTIFICATE);

/** One send of each kind that dispatch knows, by provider, and a read. */
const THROUGH_PROXY: Record<string, string[]> = {
	Stampee: ['message.send'],
	'PEC Massiva': ['message.send', 'inbox.delete'],
	LegallyMail: ['email.send'],
	stemp: ['email.send', 'user.get'],
	PostageApp: ['message.send', 'mailbox.update'],
};

export const PROXY_OPERATIONS = all.filter(({ provider, key }) =>
	THROUGH_PROXY[provider.title]?.includes(key),
);
