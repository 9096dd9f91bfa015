import { Container } from '@n8n/di';
import { BinaryDataService, getBinaryHelperFunctions } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';
import type { Readable } from 'node:stream';
import { createAdditionalData } from './additionalData';
import { CredentialsHelper } from './credentialsHelper';
import type { Installation } from './installation';

export interface FileDescription {
	fileName?: string;
	mimeType: string;
}

/** Stores a file as a node does with `prepareBinaryData`, and returns the item's binary entry. */
export async function storeBinary(
	{ credentialTypes }: Installation,
	content: Buffer | Readable,
	{ fileName, mimeType }: FileDescription,
): Promise<IBinaryData> {
	const workflowId = 'workflow';
	const helper = new CredentialsHelper(credentialTypes, {});
	const additionalData = createAdditionalData('internal', workflowId, helper);
	const helpers = getBinaryHelperFunctions(additionalData, workflowId);
	return await helpers.prepareBinaryData(content, fileName, mimeType);
}

/** Reads the content of a binary entry in any storage mode. */
export async function readBinary(data: IBinaryData): Promise<Buffer> {
	return await Container.get(BinaryDataService).getAsBuffer(data);
}
