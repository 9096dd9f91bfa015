import fs, { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import os, { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { keepRenewedTokens, type RenewedTokens } from '../../../tools/check/renewedTokens';
import { PROVIDERS } from '../../../tools/providers';

const stemp = PROVIDERS.find(({ name }) => name === 'stemp')!;

/** The credential after a renewal that has replaced the user's refresh token. */
const renewed = (refreshToken: string) => ({
	refreshToken: 'the one that was entered',
	tokens: JSON.stringify({ refreshToken }),
});

let folder: string;
let temporary: string;
let tokens: RenewedTokens;
let said: string[];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'certified-mail-tokens-'));
	temporary = await mkdtemp(join(tmpdir(), 'certified-mail-temporary-'));
	jest.spyOn(os, 'tmpdir').mockReturnValue(temporary);
	said = [];
	tokens = await keepRenewedTokens(stemp, folder, (line) => said.push(line));
});
afterEach(async () => {
	jest.restoreAllMocks();
	for (const each of [folder, temporary]) await rm(each, { recursive: true, force: true });
});

/** Lets the disk be full where a path begins so: half of a text is written. */
function fillDisk(...beginnings: string[]): void {
	const { writeFile } = fs;
	jest.spyOn(fs, 'writeFile').mockImplementation(async (file, content, options) => {
		const [path, text] = [file as string, content as string];
		const isFull = beginnings.some((beginning) => path.startsWith(beginning));
		if (!isFull) return await writeFile(path, text, options);
		await writeFile(path, text.slice(0, text.length / 2), options);
		throw new Error('ENOSPC: no space left on device, write');
	});
}

/** The file that was named last. */
const named = () => /is in (.*\.json):/.exec(said.at(-1) ?? '')?.[1] ?? '';
const tokenIn = async (path: string) =>
	(JSON.parse(await readFile(path, 'utf8')) as { refreshToken: string }).refreshToken;

describe('New tokens', () => {
	it('leave no file if there are none', async () => {
		await tokens.save({ refreshToken: 'the one that was entered', tokens: '' });
		await tokens.close();

		expect(await readdir(folder)).toEqual([]);
		expect(said).toEqual([]);
	});

	it('take the place of those before them', async () => {
		await tokens.save(renewed('first'));
		await tokens.save(renewed('second'));
		await tokens.close();

		const [file, ...others] = await readdir(folder);
		expect(others).toEqual([]);
		expect(named()).toBe(join(folder, file));
		expect(await tokenIn(named())).toBe('second');
		expect((await stat(named())).mode & 0o777).toBe(0o600);
	});

	it('are written elsewhere if the disk is full', async () => {
		fillDisk(folder);
		await tokens.save(renewed('first'));
		await tokens.close();

		expect(await readdir(folder)).toEqual([]);
		expect(named().startsWith(temporary)).toBe(true);
		expect(await tokenIn(named())).toBe('first');
		expect((await stat(named())).mode & 0o777).toBe(0o600);
		expect((await stat(dirname(named()))).mode & 0o777).toBe(0o700);
	});

	it('are written elsewhere if the folder is gone', async () => {
		await rm(folder, { recursive: true });
		await tokens.save(renewed('first'));
		await tokens.close();

		expect(await tokenIn(named())).toBe('first');
	});

	it('leave those before them whole if they can not be written', async () => {
		await tokens.save(renewed('first'));
		fillDisk(folder, temporary);
		await expect(tokens.save(renewed('second'))).rejects.toThrow(/^The new token of stemp can't/);
		await expect(tokens.close()).rejects.toThrow(/ENOSPC/);

		expect(await tokenIn(named())).toBe('first');
		expect(await readdir(folder)).toHaveLength(1);
	});

	it('that could not be written are written in the end', async () => {
		fillDisk(folder, temporary);
		await expect(tokens.save(renewed('first'))).rejects.toThrow(/ENOSPC/);
		expect(said).toEqual([]);
		jest.restoreAllMocks();
		await tokens.close();

		expect(await tokenIn(named())).toBe('first');
		expect(said).toHaveLength(1);
	});

	it('are in nothing that is said', async () => {
		await tokens.save(renewed('first'));
		fillDisk(folder, temporary);
		const error = await tokens.save(renewed('second')).catch(({ message }: Error) => message);

		expect([...said, error].join()).not.toMatch(/first|second/);
	});
});
