import type {
	IExecuteSingleFunctions,
	IGetNodeParameterOptions,
	INodeProperties,
} from 'n8n-workflow';

import { isObject } from '../json';
import { asInputError } from './badInput';
import { readDeclared } from './declared';

/**
 * The parameters of one item, read according to the description of its node. Each is evaluated once: n8n would do it
 * each time that it is read.
 */
export class ItemParameters {
	private readonly values: ReadonlyMap<string, unknown>;
	/** Why the item can't be processed, if a value does not fit the node or can't be evaluated. */
	readonly refusal?: Error;

	/** @param properties all that the node declares */
	constructor(
		private readonly context: IExecuteSingleFunctions,
		properties: INodeProperties[],
	) {
		const { values, problem } = readDeclared(context.getNode().parameters, properties, (name) =>
			context.getNodeParameter(name),
		);
		this.values = values;
		if (problem) this.refusal = asInputError(context, problem);
	}

	/** n8n's context of the item, which returns the parameters as they were read. */
	checkedIn<Context extends IExecuteSingleFunctions>(context: Context): Context {
		const read: IExecuteSingleFunctions['getNodeParameter'] = (path, fallback, options) =>
			this.read(path, fallback, options);
		return Object.create(context, { getNodeParameter: { value: read } }) as Context;
	}

	private read(path: string, fallback?: unknown, options?: IGetNodeParameterOptions) {
		const [name, ...steps] = path.split('.');
		const asN8nDoes = () => this.context.getNodeParameter(path, fallback, options);
		if (!this.values.has(name)) return asN8nDoes();
		let value = this.values.get(name);
		for (const step of steps) {
			if (!isObject(value) || !Object.hasOwn(value, step)) return asN8nDoes();
			value = value[step];
		}
		return value as ReturnType<IExecuteSingleFunctions['getNodeParameter']>;
	}
}
