/** `npm run demo`: does all the setup that `main.ts` needs, and runs it. */
import { command } from '../setup/command.mjs';

await command({
	title: 'Mail goes out, and its proof comes back',
	introduction: `Everything happens on this computer: a sandbox plays the providers, and n8n's own engine runs the
workflows of examples/. No account is needed, and no real mail is sent.`,
	help: `Mail goes out, and its proof comes back: a demonstration on this computer alone.

Usage:
  npm run demo              needs Node.js 20 or later, npm, and nothing else
  npm run demo -- --help    this text

What it does:
  - installs the development packages, if they are not there yet (npm ci), and builds the nodes
  - starts a sandbox, which plays the providers, and n8n's own workflow engine
  - runs the workflows of examples/, one provider after the other: mail goes out, the sandbox's
    clock is moved by minutes or days, and what became of the mail comes in
  - writes the proof, as files, into a folder for each provider in demo-output/, which it empties first

No account is needed, no mail leaves this computer, and nothing is left running.
It ends with 0 only if all of that happened; otherwise it says what is missing and ends with 1.
`,
	main: new URL('main.ts', import.meta.url),
});
