export { asBase64, assertSize, attachedFiles, type AttachedFile, type SizeLimit } from './files';
export { StreamedForm } from './streamedForm';
