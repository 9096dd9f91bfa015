import { PROVIDERS } from '../../../tools/providers';
import { operationsOf, steadily, type Operation } from '../operations';

const all = PROVIDERS.flatMap((provider) => operationsOf(provider).map(steadily));
const isSend = ({ row }: Operation) => row.kind !== 'read';
const isTypicalRead = ({ provider, key }: Operation) => provider.operations.typicalRead === key;
const hasClientCertificate = ({ row }: Operation) => row.hasClientCertificate === true;

/** All sends, and a read for each provider. */
export const PHASE_OPERATIONS = all.filter(
	(operation) =>
		(isSend(operation) && !hasClientCertificate(operation)) || isTypicalRead(operation),
);

/** Sends with a client certificate have a separate part: they require TLS. */
export const CERTIFICATE_OPERATIONS = all.filter(hasClientCertificate);

/** One of each kind that dispatch distinguishes, by provider. */
export const PROXY_OPERATIONS = all.filter(({ provider, key }) =>
	provider.operations.oneOfEachKind.includes(key),
);
