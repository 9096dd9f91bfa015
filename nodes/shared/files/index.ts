export { contentHashesOf } from './contentHashes';
export {
	asBase64,
	assertNotReordered,
	assertSize,
	attachedFile,
	attachedFiles,
	type AttachedFile,
	type SizeLimit,
} from './files';
export { referencesOf, type FileReference } from './references';
export { StreamedForm } from './streamedForm';
