import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { atHost, unstoppableIfSend } from './credential';
import { withRequestTracking } from './engine/requestTracking';

/** What a credential adds to a request. */
type Signature = Pick<IHttpRequestOptions, 'agentOptions' | 'body' | 'headers'>;

/** How a credential signs requests. */
interface Signing {
	/** The one host that it is for. */
	hostOf: (credential: ICredentialDataDecryptedObject) => string;
	/**
	 * What proves that a request is the credential's: headers and options go beside those of the request, a body takes
	 * the place of its body.
	 * @throws CredentialFault if the credential does not have it
	 */
	sign: (credential: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => Signature;
	/** Whether a request changes nothing, where HTTP does not tell. */
	isRead?: (request: IHttpRequestOptions) => boolean;
	/** The tokens that the credential got itself, where it renews them. */
	ownTokens?: Parameters<typeof withRequestTracking>[1];
}

/**
 * How a credential with a key signs: for its own host alone, in sends that n8n does not break off, each of which is
 * noted as it leaves.
 */
export const signed = ({ hostOf, sign, isRead, ownTokens }: Signing): IAuthenticate =>
	withRequestTracking(async (credential, request) => {
		const bound = atHost(request, hostOf(credential));
		const { headers, agentOptions, ...body } = sign(credential, request);
		const whole = {
			...bound,
			...(headers && { headers: { ...bound.headers, ...headers } }),
			...(agentOptions && { agentOptions: { ...bound.agentOptions, ...agentOptions } }),
			...body,
		};
		return unstoppableIfSend(whole, isRead?.(request));
	}, ownTokens);
