import type { Environment } from '../../tools/providers/operations';
import type { Network } from './network';

/** Where operations are run, and the ways from their nodes to their providers. */
export interface NetworkedEnvironment extends Environment {
	network: Network;
}
