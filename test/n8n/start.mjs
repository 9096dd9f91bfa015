/** `npm run test:n8n`: prepares everything that `main.ts` needs, and runs it. */
import { command } from '../../tools/setup/command.mjs';

await command({
	title: 'The package in a real n8n, in its editor',
	introduction: `A real n8n, a sandbox that plays the providers and a browser without a window, all on this computer
alone. The tests do what a user does, and look at what a user sees.`,
	help: `Tests of the package in the editor of a real n8n, on this computer alone.

Usage:
  npm run test:n8n                        all of them
  npm run test:n8n -- --only credentials  those of a file in test/n8n/
  npm run test:n8n -- --pictures          and keep the pictures of docs/images/ as they look now
  npm run test:n8n -- --help              this text

What it needs: Chromium or Chrome, which it installs itself on Debian as root. Where it is not found by its
usual names, say where it is:
  CHROMIUM_PATH=/path/to/chromium npm run test:n8n

What it does:
  - installs the development packages, if they are not there yet (npm ci), and builds the nodes
  - installs n8n, once, into a cache of this computer's user: 3 GB, five minutes
  - starts the sandbox, n8n in a folder of its own, and the browser, and runs the tests
  - leaves a picture of each step in test-output/n8n/, which it empties first, and of what was to be seen when
    a test failed
`,
	options: [{ name: '--only', takesValue: true }, { name: '--pictures' }],
	main: new URL('main.ts', import.meta.url),
});
