import { setTimeout as pause } from 'node:timers/promises';
import type { Duration } from '../../sandbox';
import type { Push } from '../../sandbox/webhook';
import type { Editor } from './editor';
import type { RemoteSandbox } from './sandbox';

/** Whoever uses an example in the editor, and the providers that it is about. */
export class User {
	constructor(
		readonly editor: Editor,
		readonly sandbox: RemoteSandbox,
	) {}

	/** Does something, in the course of which the sandbox's clock is moved on. */
	async whileTimeGoesBy(time: Duration, act: () => Promise<void>): Promise<void> {
		const acting = act();
		await pause(4_000);
		await this.sandbox.advance(time);
		await acting;
	}

	/** Opens a node that has run, and looks for words in its output. */
	async seeOutput(example: string, node: string, ...words: string[]): Promise<void> {
		await this.editor.pictureOfWorkflow(`example-${example}-ran`);
		await this.editor.picture(`example-${example}-note`, this.editor.find('sticky').first());
		await this.editor.openNode(node);
		await this.editor.seeOutput(...words);
		await this.editor.picture(`example-${example}-output`, this.editor.find('output-panel'));
		await this.editor.closeNode();
	}

	/** Executes the opened workflow, and lets its trigger's provider push what it waits for. */
	async executePushed(trigger: string, provider: string, event: Push): Promise<void> {
		await this.editor.openNode(trigger);
		await this.sandbox.setEndpoint(provider, await this.editor.webhookUrl('Test URL'));
		await this.editor.closeNode();
		await this.editor.execute(undefined, async () => {
			expect(await this.sandbox.push(provider, event)).toEqual([200]);
		});
	}
}
