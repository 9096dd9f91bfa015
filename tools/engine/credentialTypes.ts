import type { PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

/** The credential types of the package under test, and additional ones. */
export class CredentialTypes {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly beside: Record<string, ICredentialType>,
	) {}

	/** Throws n8n's UnrecognizedCredentialTypeError for an undeclared name. */
	getByName(name: string): ICredentialType {
		return Object.hasOwn(this.beside, name)
			? this.beside[name]
			: this.loader.getCredential(name).type;
	}

	/** The full names of the package's nodes that use this credential. */
	getSupportedNodes(name: string): string[] {
		const shortNames = this.loader.known.credentials[name]?.supportedNodes ?? [];
		return shortNames.map((shortName) => `${this.loader.packageName}.${shortName}`);
	}

	/** All types that this one extends, nearest first. */
	getParentTypes(name: string): string[] {
		const parents = this.getByName(name).extends ?? [];
		return [...parents, ...parents.flatMap((parent) => this.getParentTypes(parent))];
	}

	/** The type's own fields, and inherited fields that it does not override. */
	getProperties(name: string): INodeProperties[] {
		const type = this.getByName(name);
		const combined: INodeProperties[] = [];
		for (const parent of type.extends ?? []) {
			NodeHelpers.mergeNodeProperties(combined, this.getProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(combined, type.properties);
		return combined;
	}
}
