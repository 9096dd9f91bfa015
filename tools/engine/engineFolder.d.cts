/**
 * The folder whose `node_modules` hold n8n's engine: `CERTIFIED_MAIL_ENGINE`, which `npm run test:engines`
 * sets, or this repository with the engine that the package is developed with.
 */
export const engineFolder: string;

/**
 * Where a module is looked for: a request of the engine's packages that comes from outside of the engine
 * is answered by the engine's folder, anything else by where it comes from.
 * @param request as it is written in `require` or `import`
 * @param folder of the file in which it stands
 * @returns the folder from which to look
 */
export function lookFrom(request: string, folder: string): string;
