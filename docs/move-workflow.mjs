// Makes a workflow use the nodes of another package:
//
//   node move-workflow.mjs <workflow.json> <from> <to>  >  moved.json
//
// Needs Node.js 18 or later, and nothing else. The file may hold one workflow or a list of them, as
// n8n exports them. All else in it stays as it is.
import { readFileSync } from 'node:fs';

const [file, from, to] = process.argv.slice(2);
if (!file || !from || !to) {
	console.error('Usage: node move-workflow.mjs <workflow.json> <from> <to>');
	process.exit(2);
}

/** n8n-nodes-pec-massiva has pecMassiva and pecMassivaTrigger; n8n-nodes-certified-mail has all. */
const provider = (name) => name.replace('n8n-nodes-', '').replaceAll('-', '').toLowerCase();
const isIn = (name, node) =>
	name === 'n8n-nodes-certified-mail' || node.toLowerCase().startsWith(provider(name));

let moved = 0;
const move = (node) => {
	const [name, type] = node.type.split('.');
	if (name !== from || !isIn(to, type)) return node;
	moved++;
	return { ...node, type: `${to}.${type}` };
};
const moveAll = (workflow) => ({ ...workflow, nodes: workflow.nodes.map(move) });

const exported = JSON.parse(readFileSync(file, 'utf8'));
const result = Array.isArray(exported) ? exported.map(moveAll) : moveAll(exported);
console.log(JSON.stringify(result, null, 2));
console.error(`${moved} nodes of ${from} are nodes of ${to} now`);
if (moved === 0) process.exitCode = 1;
