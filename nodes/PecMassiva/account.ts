import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { userName } from '../shared/parameters/token';
import type { AccountSource } from '../shared/policy';
import { hostOf } from './api';

/** The credential type that all requests use. */
export const PEC_MASSIVA_CREDENTIAL = 'pecMassivaApi';

/** The user name of a credential's mailbox, without copy-and-paste residue. */
export const mailboxUserOf = ({ username }: ICredentialDataDecryptedObject) =>
	userName(username, 'Mailbox User Name');

/** Letters are sent from a mailbox, regardless of who pays for them. */
export const pecMassivaAccount: AccountSource = {
	credential: PEC_MASSIVA_CREDENTIAL,
	host: hostOf,
	name: (credential) => mailboxUserOf(credential).toLowerCase(),
	secret: mailboxUserOf,
};
