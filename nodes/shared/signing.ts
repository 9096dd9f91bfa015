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
	 * The parts that authenticate a request: headers and options are added to those of the request, a body replaces
	 * its body.
	 * @throws CredentialFault if the credential does not have it
	 */
	sign: (credential: ICredentialDataDecryptedObject, request: IHttpRequestOptions) => Signature;
	/** Whether a request changes nothing, if its method does not show that. */
	isRead?: (request: IHttpRequestOptions) => boolean;
	/** The tokens that the credential creates for itself and renews. */
	ownTokens?: Parameters<typeof withRequestTracking>[1];
}

/**
 * The `authenticate` of a credential with a key: it signs only for its own host, n8n does not abort its sends, and
 * each request is tracked as it leaves.
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
