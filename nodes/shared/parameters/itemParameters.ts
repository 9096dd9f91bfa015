import type {
	IExecuteSingleFunctions,
	IGetNodeParameterOptions,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';

import { isObject } from '../json';
import { badInput } from './badInput';
import { firstMismatch, propertyOf } from './mismatch';

/**
 * The parameters of one item, held to the description of their node. Each is worked out once: n8n would do it
 * each time that it is read.
 */
export class ItemParameters {
	private readonly raw: INodeParameters;
	private readonly values = new Map<string, unknown>();
	/** Why the item can't be carried out, if what it holds does not fit the node or can't be worked out. */
	readonly refusal?: Error;

	/** @param properties all that the node declares */
	constructor(
		private readonly context: IExecuteSingleFunctions,
		private readonly properties: INodeProperties[],
	) {
		this.raw = context.getNode().parameters;
		try {
			const found = firstMismatch(this.raw, properties, (name) => this.checkable(name));
			if (found) this.refusal = badInput(context, found.message, found.description);
		} catch (reason) {
			this.refusal = reason as Error;
		}
	}

	/** n8n's context of the item, which hands out the parameters as they were checked. */
	checkedIn<Context extends IExecuteSingleFunctions>(context: Context): Context {
		const read: IExecuteSingleFunctions['getNodeParameter'] = (path, fallback, options) =>
			this.read(path, fallback, options);
		return Object.create(context, { getNodeParameter: { value: read } }) as Context;
	}

	private propertyOf(name: string): INodeProperties | undefined {
		return propertyOf(this.raw, this.properties, name);
	}

	/** What a locator names is worked out when it is read, for n8n may have to extract it. */
	private checkable(name: string): unknown {
		const isLocator = this.propertyOf(name)?.type === 'resourceLocator';
		return isLocator && isObject(this.raw[name]) ? this.raw[name] : this.valueOf(name);
	}

	private valueOf(name: string): unknown {
		if (!this.values.has(name)) this.values.set(name, this.context.getNodeParameter(name));
		return this.values.get(name);
	}

	private read(path: string, fallback?: unknown, options?: IGetNodeParameterOptions) {
		const [name, ...steps] = path.split('.');
		const type = Object.hasOwn(this.raw, name) ? this.propertyOf(name)?.type : undefined;
		const asN8nDoes = () => this.context.getNodeParameter(path, fallback, options);
		if (type === undefined || type === 'resourceLocator') return asN8nDoes();
		let value = this.valueOf(name);
		for (const step of steps) {
			if (!isObject(value) || !Object.hasOwn(value, step)) return asN8nDoes();
			value = value[step];
		}
		return value as ReturnType<IExecuteSingleFunctions['getNodeParameter']>;
	}
}
