import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';

/** What distributions call it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const HOW_TO_GET_ONE = `There is no Chromium here. Get one:
  Debian, Ubuntu    apt-get install chromium
  Fedora            dnf install chromium
  macOS             brew install --cask chromium
or say where it is: CHROMIUM_PATH=/path/to/chromium npm run test:n8n`;

/** @throws with how to get one, if there is none */
export function findBrowser(): string {
	const { CHROMIUM_PATH, PATH = '' } = process.env;
	const places = CHROMIUM_PATH
		? [CHROMIUM_PATH]
		: PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
	const found = places.find((place) => existsSync(place));
	if (!found) throw new Error(HOW_TO_GET_ONE);
	return found;
}

/**
 * Starts a browser without a window that asks nobody but this computer.
 * @param port where it takes orders, so that each file of tests finds the same browser
 */
export async function startBrowser(folder: string, port: number): Promise<BrowserContext> {
	return await chromium.launchPersistentContext(folder, {
		executablePath: findBrowser(),
		args: [
			`--remote-debugging-port=${port}`,
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
		],
	});
}
