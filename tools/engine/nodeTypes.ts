import type { ExecuteContext, PackageDirectoryLoader } from 'n8n-core';
import { RoutingNode } from 'n8n-core';
import type {
	IDataObject,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { asAiTool } from './aiTool';

const toolSuffix = 'Tool';

/** Whether n8n adds `execute` to a type: the rule of `shouldAssignExecuteMethod` in n8n's CLI. */
function isRunByRoutingNode(type: INodeType) {
	if ('execute' in type || 'poll' in type || 'trigger' in type) return false;
	const isDeclarative = type.description.requestDefaults !== undefined;
	return isDeclarative || !('webhook' in type || 'methods' in type);
}

/**
 * The node types of an n8n instance: the package under test, by full name, and additional types. Like n8n's server, it
 * runs declarative nodes through `RoutingNode` (which, unlike the engine's own fallback for tests, propagates the
 * user's stop) and creates `...Tool` variants on demand.
 */
export class NodeTypes implements INodeTypes {
	private readonly tools = new Map<string, INodeType>();

	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly beside: Record<string, INodeType>,
	) {}

	getByName(fullName: string): INodeType | IVersionedNodeType {
		const type = this.find(fullName);
		if (!type) throw new Error(`No node type is called '${fullName}'`);
		return type;
	}

	getByNameAndVersion(fullName: string, version?: number): INodeType {
		if (fullName.endsWith(toolSuffix) && !this.find(fullName)) {
			return this.getTool(fullName, version);
		}
		const type = NodeHelpers.getVersionedNodeType(this.getByName(fullName), version);
		if (isRunByRoutingNode(type)) {
			type.execute = async function () {
				return (await new RoutingNode(this as ExecuteContext, type).runNode()) ?? [];
			};
		}
		return type;
	}

	getKnownTypes(): IDataObject {
		return {};
	}

	private find(fullName: string): INodeType | IVersionedNodeType | undefined {
		if (Object.hasOwn(this.beside, fullName)) return this.beside[fullName];
		const [packageName, shortName] = fullName.split('.');
		const isOurs = packageName === this.loader.packageName;
		if (!isOurs || !Object.hasOwn(this.loader.known.nodes, shortName)) return undefined;
		return this.loader.getNode(shortName).type;
	}

	private getTool(fullName: string, version?: number): INodeType {
		const key = `${fullName} ${version}`;
		const made = this.tools.get(key);
		if (made) return made;

		const type = this.getByNameAndVersion(fullName.slice(0, -toolSuffix.length), version);
		const description: INodeTypeDescription = type.description;
		if (!description.usableAsTool) throw new Error(`'${fullName}': node cannot be used as a tool`);
		const tool = asAiTool(type);
		this.tools.set(key, tool);
		return tool;
	}
}
