/** The example's files that deal only with webhooks. */
const FILES =
	/WebhookTrigger\.node\.|WebhookApi\.credentials\.|\/webhook(Events|Trigger\.test)?\.ts$/;

/** Whether a file of the example exists only for the provider's webhooks. */
export const isAboutWebhooks = (file: string): boolean => FILES.test(file);

/** The parts of other files that deal with webhooks and have to be removed, by file of the example. */
const PARTS: Record<string, Array<RegExp | string>> = {
	'sandbox/pigeonPost/index.ts': [
		"import { Webhook } from '../webhook';\n",
		"import { pigeonPostDialect } from './webhook';\n",
		/\t\/\*\* Pushes events .*\n.*\n/,
		/\t\/\*\* What events are signed with. \*\/\n.*\n/,
		/\tconst webhook = .*\n/,
		/\tconst bytes = .*\n/,
		/\tconst webhookSecret = .*\n/,
		', webhook, webhookSecret',
		/\t\twebhook: \{ endpoint.*\n/,
		', webhookSigningSecret: webhookSecret',
	],
	'tools/providers/pigeonPost/credentials.ts': [
		'WEBHOOK_SECRET, ',
		/\tpigeonPostWebhookApi: \{\n[\s\S]*?\n\t\},\n/,
	],
	'tools/providers/pigeonPost/index.ts': [
		"import { pigeonPostWebhook } from './webhook';\n",
		'\twebhook: pigeonPostWebhook,\n',
	],
	'tools/providers/pigeonPost/hostile.ts': [
		'event, isNoEvent, nested, ',
		/(?<=\tlists: \{)\n\t\t'nodes\/PigeonPost\/webhookEvents\.ts': \{\n[\s\S]*?\n\t\t\},\n\t/,
	],
	'tools/providers/pigeonPost/node.ts': [/\n\/\*\* A Pigeon Post webhook trigger\. [\s\S]*$/],
	'docs/pigeon-post.md': [
		'- [Webhook trigger](#webhook-trigger)\n',
		/### Credential of the webhook trigger\n[\s\S]*?(?=## )/,
		/## Webhook trigger\n[\s\S]*?(?=## )/,
	],
};

/**
 * Removes the parts that deal with webhooks from a file of the example.
 * @throws Error if a part is missing
 */
export function withoutWebhooks(file: string, text: string): string {
	return (PARTS[file] ?? []).reduce<string>((result, part) => {
		const shorter = result.replace(part, '');
		if (shorter === result) throw new Error(`docs/pigeon-post/${file} has no ${String(part)}`);
		return shorter;
	}, text);
}
