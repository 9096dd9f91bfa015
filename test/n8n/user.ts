import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fieldsOf, formOf } from '../../tools/demo/examples';
import { letterPdf } from '../../tools/demo/letterPdf';
import type { WorkflowJson } from '../../tools/engine/engine';
import type { Duration } from '../../sandbox';
import type { Push } from '../../sandbox/webhook';
import type { Editor } from './editor';
import type { RemoteSandbox } from './sandbox';

/** The user of an example in the editor, with the providers of the example. */
export class User {
	constructor(
		readonly editor: Editor,
		readonly sandbox: RemoteSandbox,
	) {}

	/**
	 * Returns a `meanwhile`: it advances the sandbox's clock once a provider has carried out one more request.
	 * @param request its method and path
	 */
	async timeAfter(provider: string, request: RegExp, time: Duration): Promise<() => Promise<void>> {
		const count = async () => await this.sandbox.countCarriedOut(provider, request);
		const before = await count();
		return async () => {
			await this.editor.eventually(async () => (await count()) > before);
			await this.sandbox.advance(time);
		};
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

	/**
	 * Executes the opened workflow with its run button, which opens the form in a separate window, fills in the form
	 * and submits it.
	 * @param values by the labels of their fields; if the form requires a file that is not among them, it gets a PDF
	 * @param meanwhile what happens once it is submitted
	 */
	async submitForm(
		workflow: WorkflowJson,
		values: Record<string, string>,
		meanwhile: () => Promise<void> = async () => {},
	): Promise<void> {
		const opening = this.editor.page.waitForEvent('popup');
		await this.editor.execute(undefined, async () => {
			const page = await opening;
			for (const [index, field] of fieldsOf(formOf(workflow)).entries()) {
				const { fieldLabel: label, fieldType, acceptFileTypes } = field;
				const input = page.locator(`#field-${index}`);
				if (fieldType !== 'file') await input.fill(values[label]);
				else if (acceptFileTypes === '.pdf') {
					const buffer = await letterPdf(label, 'A letter.');
					await input.setInputFiles({ name: `${label}.pdf`, mimeType: 'application/pdf', buffer });
				} else {
					const buffer = Buffer.from(values[label]);
					await input.setInputFiles({ name: `${label}.csv`, mimeType: 'text/csv', buffer });
				}
			}
			await page.locator('#submit-btn').click();
			await page.locator('#submitted-header').waitFor();
			await page.close();
			await meanwhile();
		});
	}

	/** The emails that n8n's own Send Email node has sent. */
	async emails(): Promise<string[]> {
		const { emails } = this.editor.stage.folders;
		const names = await readdir(emails);
		return await Promise.all(names.map(async (name) => readFile(join(emails, name), 'utf8')));
	}

	/** The names of the files that workflows have written. */
	files = async (): Promise<string[]> => await readdir(this.editor.stage.folders.files);

	/** Executes the opened workflow, and lets the provider push the event that its trigger waits for. */
	async executePushed(trigger: string, provider: string, event: Push): Promise<void> {
		await this.editor.openNode(trigger);
		await this.sandbox.setEndpoint(provider, await this.editor.webhookUrl('Test URL'));
		await this.editor.closeNode();
		await this.editor.execute(undefined, async () => {
			expect(await this.sandbox.push(provider, event)).toEqual([200]);
		});
	}
}
