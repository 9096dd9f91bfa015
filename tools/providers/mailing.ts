import type { INodeParameters } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import type { INodeJson } from '../engine/engine';

/** A send node, and what it is fed for one send. */
export interface Mailing {
	node: INodeJson;
	/** @param name is part of the address, and somewhere in what is sent */
	input: (sandbox: Sandbox, name: string) => object;
	/** What lets it take along the image in the binary field `data`, if it takes files. */
	withFile?: INodeParameters;
	/** Options that keep few of its requests in flight, where the provider takes many. */
	capped?: INodeParameters;
	/** How many letters are enough to be interrupted in the middle of them, where they leave one by one. */
	fewLetters?: number;
}

/** Where a letter of this name goes to. */
export const addressOf = (name: string) => `letter+${name}@example.org`;
