import type { IAuthenticateGeneric, ICredentialType, INodeProperties } from 'n8n-workflow';

/** A credential as in n8n's guide: the token in a header, set by an expression. */
export class LetterApi implements ICredentialType {
	name = 'letterApi';

	displayName = 'Letter API';

	properties: INodeProperties[] = [
		{ displayName: 'Token', name: 'token', type: 'string', default: '' },
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.token}}' } },
	};
}
