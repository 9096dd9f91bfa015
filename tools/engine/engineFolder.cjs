/** The one place that says from which folder n8n's engine comes. Plain JavaScript, because Node.js reads it before anything else. */
const { resolve, sep } = require('node:path');

const repository = resolve(__dirname, '../..');

const engineFolder = resolve(process.env.CERTIFIED_MAIL_ENGINE || repository);

/** What an engine consists of; n8n's linter and scanner are no part of it. */
const ENGINE = /^(n8n-core|n8n-workflow|@n8n\/(backend-common|config|di))(\/|$)/;

const lookFrom = (request, folder) =>
	ENGINE.test(request) && !folder.startsWith(engineFolder + sep) ? engineFolder : folder;

module.exports = { engineFolder, lookFrom };
