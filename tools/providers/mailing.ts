import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

/** A send node, and its input for one send. */
export interface Mailing {
	node: INodeJson;
	/** @param name occurs in the address and somewhere in the content */
	input: (sandbox: Sandbox, name: string) => object;
	/** Parameters that attach the image in the binary field `data`, if it takes files. */
	withFile?: INodeParameters;
	/** Options that limit its requests in flight, if the provider allows many. */
	capped?: INodeParameters;
	/** How many letters suffice to interrupt a run in the middle, if they are sent one by one. */
	fewLetters?: number;
}

/** The address of the letter of this name. */
export const addressOf = (name: string) => `letter+${name}@example.org`;
