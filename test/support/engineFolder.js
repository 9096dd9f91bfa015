/** The one place that says from which folder n8n's engine comes. Plain JavaScript, because Jest reads it. */
const { resolve, sep } = require('node:path');

const repository = resolve(__dirname, '../..');

/**
 * The folder whose `node_modules` hold the engine: `CERTIFIED_MAIL_ENGINE`, which `npm run test:engines`
 * sets, or this repository with the newest engine that the package was developed with.
 */
const engineFolder = resolve(process.env.CERTIFIED_MAIL_ENGINE || repository);

/** What an engine consists of; n8n's linter and scanner are no part of it. */
const ENGINE = /^(n8n-core|n8n-workflow|@n8n\/(backend-common|config|di))(\/|$)/;

/**
 * Where a module is looked for: a request of the engine's packages that comes from outside of the engine
 * is answered by the engine's folder, anything else by where it comes from.
 * @param {string} request as it is written in `require` or `import`
 * @param {string} folder of the file in which it stands
 * @returns {string} the folder from which to look
 */
const lookFrom = (request, folder) =>
	ENGINE.test(request) && !folder.startsWith(engineFolder + sep) ? engineFolder : folder;

module.exports = { engineFolder, lookFrom };
