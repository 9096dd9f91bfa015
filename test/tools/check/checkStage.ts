import { REQUEST_NODE, requestNode } from '../../../tools/check/requestNode';
import { setStage } from '../../../tools/engine/stage';
import { PROVIDERS } from '../../../tools/providers';

/** The stage of tests, with the node for requests that no operation makes. */
export const setCheckStage = () =>
	setStage({
		extraNodes: { [REQUEST_NODE]: requestNode(PROVIDERS.map(({ credential }) => credential)) },
	});
