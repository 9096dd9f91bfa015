const { lookFrom } = require('../support/engineFolder.cjs');

/** How Jest finds modules: as ever, but for the packages of the engine. */
module.exports = (request, options) =>
	options.defaultResolver(request, { ...options, basedir: lookFrom(request, options.basedir) });
