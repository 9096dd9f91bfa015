import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { BinaryMode } from '../../tools/engine/engine';
import { startEngine } from '../../tools/engine/engine';
import type { CourierOffice } from './courierOffice';
import { openCourierOffice } from './courierOffice';
import { chain, start } from '../../tools/engine/chain';
import { courier } from './courierWorkflow';

const letter = Buffer.from('Dear Ada, \u0000 yours, Bob');
const description = { fileName: 'letter.pdf', mimeType: 'application/pdf' };

const whereItIsKept: Record<BinaryMode, object> = {
	default: { data: letter.toString('base64') },
	filesystem: { data: 'filesystem-v2', id: expect.stringMatching(/^filesystem-v2:/) as string },
};

// One process, one mode after the other.
describe.each(Object.keys(whereItIsKept) as BinaryMode[])('a file in %s mode', (binaryMode) => {
	let office: CourierOffice;
	const credentials = () => ({ courierApi: { baseUrl: office.server.url } });

	beforeAll(async () => {
		office = await openCourierOffice({ binaryMode });
	});
	afterEach(() => office.server.forget());
	afterAll(() => office.close());

	it.each([
		['buffer', () => letter],
		['stream', () => Readable.from([letter.subarray(0, 4), letter.subarray(4)])],
	])('is kept in n8n’s way when given as a %s', async (_, content) => {
		const stored = await office.engine.binary(content(), description);
		expect(stored).toMatchObject({
			...description,
			bytes: letter.length,
			fileExtension: 'pdf',
			...whereItIsKept[binaryMode],
		});
		expect(await office.engine.readBinary(stored)).toEqual(letter);
	});

	it('reaches the provider from an item', async () => {
		office.server.answer('/files', { id: 'F1' });
		const node = courier({ parameters: { operation: 'sendFile' } });
		const stored = await office.engine.binary(letter, description);
		const result = await office.engine.run(chain(start, node), {
			input: [{ json: {}, binary: { letter: stored } }],
			credentials: credentials(),
		});
		expect(result.error).toBeUndefined();
		expect(office.server.seen[0].body).toBe(letter.toString());
		expect(office.server.seen[0].headers['x-file-name']).toBe('letter.pdf');
	});

	it('comes back from the provider in an item', async () => {
		office.server.answer('/receipt', 'Received with thanks');
		const node = courier({ parameters: { operation: 'download' } });
		const result = await office.engine.run(chain(start, node), { credentials: credentials() });
		expect(result.error).toBeUndefined();
		const { receipt } = result.items('Courier')[0].binary ?? {};
		expect((await office.engine.readBinary(receipt)).toString()).toBe('Received with thanks');
	});
});

describe('an engine', () => {
	it('refuses to start beside another one', async () => {
		const office = await openCourierOffice();
		await expect(startEngine()).rejects.toThrow('An engine is running already');
		await office.close();
	});

	it('leaves neither its folder nor its settings behind', async () => {
		const before = { ...process.env };
		const office = await openCourierOffice({ binaryMode: 'filesystem' });
		const folder = process.env.N8N_USER_FOLDER ?? '';
		await office.engine.binary(letter, description);
		expect(existsSync(folder)).toBe(true);
		await office.close();
		expect(existsSync(folder)).toBe(false);
		expect(process.env).toEqual(before);
	});

	it('leaves nothing that waits for the end of the process', async () => {
		const before = process.listeners('exit');
		const office = await openCourierOffice();
		const credentials = { courierApi: { baseUrl: office.server.url } };
		await office.engine.run(chain(start, courier()), { credentials });
		await office.close();
		expect(process.listeners('exit')).toEqual(before);
	});

	it('can start after one that could not', async () => {
		await expect(startEngine({ packageDirectory: __dirname })).rejects.toThrow('is not built');
		await (await openCourierOffice()).close();
	});
});
