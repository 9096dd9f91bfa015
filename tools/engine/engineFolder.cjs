/**
 * The only place that determines the folder of n8n's engine. Plain JavaScript, because Node.js loads it before anything
 * else.
 */
const { resolve, sep } = require('node:path');

const repository = resolve(__dirname, '../..');

const engineFolder = resolve(process.env.CERTIFIED_MAIL_ENGINE || repository);

/** The packages of an engine; n8n's linter and scanner are not among them. */
const ENGINE = /^(n8n-core|n8n-workflow|@n8n\/(backend-common|config|di))(\/|$)/;

const lookFrom = (request, folder) =>
	ENGINE.test(request) && !folder.startsWith(engineFolder + sep) ? engineFolder : folder;

module.exports = { engineFolder, lookFrom };
