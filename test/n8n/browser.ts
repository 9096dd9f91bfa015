import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { installFromDebian } from '../../tools/n8n/debian';

/** The names of the command in distributions. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const HOW_TO_GET_ONE = `There is no Chromium here. Get one:
  Debian, Ubuntu    apt-get install chromium
  Fedora            dnf install chromium
  macOS             brew install --cask chromium
or say where it is: CHROMIUM_PATH=/path/to/chromium npm run test:n8n`;

/** The Debian packages: Chromium comes without fonts. */
const DEBIAN_PACKAGES = ['chromium', 'fonts-liberation'];

function find(): string | undefined {
	const { CHROMIUM_PATH, PATH = '' } = process.env;
	const places = CHROMIUM_PATH
		? [CHROMIUM_PATH]
		: PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
	return places.find((place) => existsSync(place));
}

/**
 * Finds a browser. On Debian, as root, it installs one if there is none.
 * @throws Error with how to get one, elsewhere
 */
export async function findBrowser(): Promise<string> {
	const found = find();
	if (found) return found;
	if (!process.env.CHROMIUM_PATH) await installFromDebian(DEBIAN_PACKAGES, HOW_TO_GET_ONE);
	const installed = find();
	if (!installed) throw new Error(HOW_TO_GET_ONE);
	return installed;
}

/**
 * Starts a headless browser that connects only to this computer.
 * @param executablePath of the browser
 * @param folder of its profile
 * @param port of its remote debugging, so that each test file finds the same browser
 */
export async function startBrowser(
	executablePath: string,
	folder: string,
	port: number,
): Promise<BrowserContext> {
	return await chromium.launchPersistentContext(folder, {
		executablePath,
		args: [
			`--remote-debugging-port=${port}`,
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-background-networking',
		],
	});
}
