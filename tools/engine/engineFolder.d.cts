/**
 * The folder whose `node_modules` contains n8n's engine: `CERTIFIED_MAIL_ENGINE`, which `npm run test:engines` sets.
 * Default: this repository, with the engine that the package is developed with.
 */
export const engineFolder: string;

/**
 * The folder from which a module is resolved: the engine folder for the engine's packages if the importing file is
 * outside of it, otherwise the importing file's folder.
 * @param request the specifier in `require` or `import`
 * @param folder of the importing file
 * @returns the folder to resolve from
 */
export function lookFrom(request: string, folder: string): string;
