import type { ProviderDescription } from './provider';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escape = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]);

const terms = (values: Record<string, string>) =>
	Object.entries(values)
		.map(([name, value]) => `<dt>${escape(name)}</dt><dd><pre>${escape(value)}</pre></dd>`)
		.join('\n');

const section = ({ title, addresses, credentials, hints }: ProviderDescription) => `
<section>
<h2>${escape(title)}</h2>
<h3>Addresses</h3>
<dl>${terms(addresses)}</dl>
<h3>Credentials</h3>
<dl>${terms(credentials)}</dl>
<ul>${hints.map((hint) => `<li>${escape(hint)}</li>`).join('\n')}</ul>
</section>`;

const controls = [
	'GET /journal (?provider=)',
	'DELETE /journal',
	'POST /faults {"provider": "...", "on": "POST /...", "times": 1, "fault": {"kind": "silence", "accept": true}}',
	'DELETE /faults',
	'GET /clock',
	'POST /clock/advance {"days": 15}',
	'POST /latency {"milliseconds": 500}',
	'GET /providers',
];

/** The page for users who want to try the nodes without an account. */
export const landingPage = (providers: ProviderDescription[]): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Certified Mail sandbox</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
dt { font-weight: 600; }
dd { margin: 0 0 .5rem; }
pre { background: #f4f4f4; margin: 0; max-height: 8rem; overflow: auto; padding: .4rem .6rem; white-space: pre-wrap; word-break: break-all; }
</style>
</head>
<body>
<h1>Certified Mail sandbox</h1>
<p>The providers as local servers. Nothing is sent to anyone. In n8n, choose the environment Custom in the credential and type an address below as its base URL.</p>
${providers.map(section).join('\n')}
<section>
<h2>Control</h2>
<ul>${controls.map((control) => `<li><code>${escape(control)}</code></li>`).join('\n')}</ul>
</section>
</body>
</html>
`;
