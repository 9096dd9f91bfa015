import { startSandbox } from '../../sandbox';
import { configuredPositions, POSITIONS_VARIABLE } from '../../sandbox/positions';
import { defaultSwitches, switches } from '../../sandbox/stampee/switches';

const begun = (text: string) =>
	configuredPositions('stampee', switches, { [POSITIONS_VARIABLE]: text });

afterEach(() => delete process.env[POSITIONS_VARIABLE]);

describe('Positions in the environment', () => {
	it('are what the switches of their provider begin with, and of no other', async () => {
		process.env[POSITIONS_VARIABLE] = '{ "stampee": { "evidenceShape": "pdf" } }';
		const sandbox = await startSandbox();
		const { evidenceShape, customersShape } = sandbox.stampee.switches;
		await sandbox.stop();
		expect([evidenceShape, customersShape]).toEqual(['pdf', switches.customersShape.initial]);
		expect(defaultSwitches().evidenceShape).toBe('pdf');
	});

	it('give way to what a test sets', async () => {
		process.env[POSITIONS_VARIABLE] = '{ "stampee": { "evidenceShape": "pdf" } }';
		const sandbox = await startSandbox();
		sandbox.stampee.switches.evidenceShape = 'json';
		expect(sandbox.stampee.switches.evidenceShape).toBe('json');
		await sandbox.stop();
	});

	it.each(['', '{}', '{ "stemp": { "order": "oldest first" } }'])(
		'are none of Stampee in %j',
		(text) => {
			expect(begun(text)).toEqual({});
		},
	);

	it.each([
		['that are no JSON', 'evidenceShape=pdf', /is not JSON/],
		['that are a list', '[]', /is not JSON/],
		['of a switch that is not there', '{ "stampee": { "shape": "pdf" } }', /no switch 'shape'/],
		['that it does not take', '{ "stampee": { "evidenceShape": 1 } }', /'evidenceShape' .* 1/],
	])('%s are refused', (_title, text, message) => {
		expect(() => begun(text)).toThrow(message);
	});
});
