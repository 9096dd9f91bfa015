// n8n reads the node and credential files listed in package.json; the package itself exports nothing.
module.exports = {};
