import type { Environment } from '../../tools/providers/operations';
import type { Network } from './network';

/** Where operations are run, with the network between their nodes and their providers. */
export interface NetworkedEnvironment extends Environment {
	network: Network;
}
