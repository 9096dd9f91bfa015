import { readFileSync } from 'node:fs';
import { storePdf } from '../../../../nodes/shared/files/download';
import { chain } from '../../../../tools/engine/chain';
import { startEngine, type Engine } from '../../../../tools/engine/engine';
import { LOOKOUT, lookout } from '../../../support/lookout';
import { sourcesIn } from '../../../support/sources';

/** The name of a file from a provider, which is derived from its data. */
let told: string;

const storing = lookout(async function () {
	const { binary, ...json } = await storePdf(this, Buffer.from('%PDF-1.7'), told);
	return [[{ json, binary: { data: binary } }]];
});

let engine: Engine;
beforeAll(async () => {
	engine = await startEngine({ extraNodes: { [LOOKOUT]: storing } });
});
afterAll(async () => await engine?.stop());

it.each([
	['letter-RECEIVED', 'letter-RECEIVED.pdf'],
	['letter\u202efdp.exe', 'letter_fdp.exe.pdf'],
	['letter\u2066a\u2069', 'letter_a_.pdf'],
	['letter\u200b', 'letter_.pdf'],
	['letter-../../etc/passwd', 'letter-.._.._etc_passwd.pdf'],
	['letter-C:\\a', 'letter-C__a.pdf'],
	['letter"\r\nx: y', 'letter___x__y.pdf'],
	['letter-é', 'letter-_.pdf'],
])('A file that is called %j by its provider is called %s', async (name, expected) => {
	told = name;
	const node = { name: 'Lookout', type: LOOKOUT, typeVersion: 1 };
	const { items } = await engine.poll(chain(node), { credentials: {}, staticData: {} });
	expect(items?.[0].json.fileName).toBe(expected);
	expect(items?.[0].binary?.data.fileName).toBe(expected);
});

it('Files are given to n8n in one place, where their names are made', () => {
	const places = sourcesIn('nodes').filter((file) =>
		readFileSync(file, 'utf8').includes('prepareBinaryData'),
	);
	expect(places).toEqual(['nodes/shared/files/download.ts']);
});
