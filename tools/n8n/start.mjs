/** `npm run n8n`: does all the setup that `main.ts` needs, and runs it. */
import { command } from '../setup/command.mjs';

await command({
	title: 'Certified mail in a real n8n',
	introduction: `A real n8n with the package installed, and a sandbox that plays the providers, both on this computer
alone. No account is needed, and no real mail is sent.`,
	help: `A real n8n with the package installed, on this computer alone.

Usage:
  npm run n8n                    start; Ctrl-C ends all of it
  npm run n8n -- --reset         forget the workflows, credentials and settings of earlier starts first
  npm run n8n -- --port 5700     the editor on another port (the default is 5678)
  npm run n8n -- --help          this text

What it does:
  - installs the development packages, if they are not there yet (npm ci), and builds the nodes
  - installs n8n, once, into a cache of this computer's user: 3 GB, five minutes
  - starts the sandbox on the ports 5690 to 5698, and n8n
  - packs the nodes and lets n8n install them as it installs any community package
  - makes an owner, a credential for each provider, and a workflow of each file in examples/

What n8n keeps is in .n8n/ of this checkout: its log in .n8n/n8n.log, the files that workflows write in
.n8n/files/, and the emails that n8n's own Send Email sends in .n8n/emails/. Everything listens on 127.0.0.1 only.
`,
	options: [{ name: '--reset' }, { name: '--port', takesValue: true }],
	main: new URL('main.ts', import.meta.url),
});
