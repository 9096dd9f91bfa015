/** Resolves modules as usual, except for the packages of the engine: use with `node --require`. */
const { Module } = require('node:module');
const { dirname } = require('node:path');
const { lookFrom } = require('../../tools/engine/engineFolder.cjs');

const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, parent, isMain, options) {
	const folder = parent?.filename ? dirname(parent.filename) : undefined;
	const from = folder && lookFrom(request, folder);
	return from === folder
		? resolveFilename.call(this, request, parent, isMain, options)
		: resolveFilename.call(this, request, parent, isMain, { paths: [from] });
};
