export { contentsOf } from './contents';
export {
	asBase64,
	assertSize,
	attachedFiles,
	type AttachedFile,
	type SizeLimit,
	fieldNames,
} from './files';
export { StreamedForm } from './streamedForm';
