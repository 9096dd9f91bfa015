import { setTimeout as pause } from 'node:timers/promises';
import type { IDataObject } from 'n8n-workflow';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { execute } from '../../tools/n8n/execution';
import { signIn, type Rest } from '../../tools/n8n/owner';
import { withCredentials } from '../../tools/n8n/withCredentials';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson, WorkflowJson } from '../../tools/engine/engine';
import { pictureFile } from './pictures';
import { stageOf, type Stage } from './stage';
import { witness } from './witness';

/** The timeout for one thing that a user waits for, in milliseconds, on a busy machine. */
const PATIENCE = 60_000;

/** n8n's editor in a browser, with the actions of its user. n8n names its elements by `data-test-id`. */
export class Editor {
	/** The errors in the browser since the last call of `takeComplaints`. */
	private complaints: string[] = [];

	private constructor(
		private readonly browser: Browser,
		readonly page: Page,
		readonly rest: Rest,
		readonly stage: Stage,
	) {
		page.setDefaultTimeout(PATIENCE);
		page.on('pageerror', ({ message }) => this.complaints.push(message));
		page.on('console', (line) => {
			const { url } = line.location();
			// The editor asks npm for the newest version, and gets no answer here. It requests previews of the output
			// of each node, which few nodes have.
			const isOurs = (url === '' || url.startsWith(stage.url)) && !url.includes('/schemas/');
			if (line.type() === 'error' && isOurs) this.complaints.push(`${line.text()} ${url}`);
		});
	}

	/** @param size of the window, in pixels */
	static async open(size = { width: 1400, height: 1100 }): Promise<Editor> {
		const stage = stageOf(process.env);
		const browser = await chromium.connectOverCDP(stage.browser);
		const context = browser.contexts()[0];
		const page = await context.newPage();
		await page.setViewportSize(size);
		const editor = new Editor(browser, page, await signIn(stage.url), stage);
		witness.look = async (test) => await editor.look(test);
		return editor;
	}

	async close(): Promise<void> {
		await this.page.close();
		await this.browser.close();
	}

	/** The errors in the browser since the last call. */
	takeComplaints = () => this.complaints.splice(0);

	/** Elements by n8n's test id. */
	find = (id: string, hasText?: string | RegExp): Locator =>
		this.page.locator(`[data-test-id="${id}"]`, { hasText });

	async picture(name: string, of: Page | Locator = this.page): Promise<void> {
		await of.screenshot({ path: pictureFile(name), animations: 'disabled' });
	}

	/** A picture of the workflow alone, without the overlaid buttons and the empty area. */
	async pictureOfWorkflow(name: string): Promise<void> {
		const style = `.vue-flow__panel, [data-test-id*=execute-workflow-button],
			[data-test-id=workflow-chat-button], [class*=executionButtons] { display: none !important }`;
		const nodes = await this.page.locator('.vue-flow__node').all();
		const boxes = await Promise.all(nodes.map(async (node) => (await node.boundingBox())!));
		// Outside its box, a node has a plus on the right and its name below.
		const x = Math.min(...boxes.map((box) => box.x)) - 40;
		const y = Math.min(...boxes.map((box) => box.y)) - 10;
		const right = Math.max(...boxes.map((box) => box.x + box.width)) + 50;
		const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + 45;
		const clip = { x, y, width: right - x, height: bottom - y };
		await this.page.screenshot({ path: pictureFile(name), animations: 'disabled', style, clip });
	}

	/** What is visible when a test has failed: the URL, the file of the screenshot, and n8n's notifications. */
	private async look(test: string): Promise<string> {
		const name = `failed-${test.replace(/\W+/g, '-').slice(0, 80)}`;
		await this.page.screenshot({ path: pictureFile(name), timeout: 10_000 });
		const notifications = await this.page.locator('.el-notification').allInnerTexts();
		return [`At ${this.page.url()}, in ${pictureFile(name)}`, ...notifications].join('\n');
	}

	/** Repeats an action until it has the effect: a page that is still loading swallows clicks. */
	async until(done: Locator, attempt: () => Promise<unknown>): Promise<void> {
		const deadline = Date.now() + PATIENCE;
		for (;;) {
			await attempt();
			const appeared = await done
				.first()
				.waitFor({ timeout: 5_000 })
				.then(() => true)
				.catch((error: Error) => {
					if (Date.now() > deadline) throw error;
					return false;
				});
			if (appeared) return;
		}
	}

	/** Waits until a condition holds. @throws if it never does */
	async eventually(isSo: () => Promise<boolean>): Promise<void> {
		const deadline = Date.now() + PATIENCE;
		while (!(await isSo())) {
			if (Date.now() > deadline) throw new Error('It never came to be');
			await pause(100);
		}
	}

	/** Saves a workflow in n8n, as if it had been imported. @returns its id */
	private async keep(workflow: WorkflowJson): Promise<string> {
		const { settings = { executionOrder: 'v1' }, connections = {} } = workflow;
		const nodes = withCredentials(
			workflow,
			new Map(Object.entries(this.stage.credentials)),
		).nodes.map((node, index) => ({
			position: [0, index * 160],
			...node,
			id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
		}));
		const body = { ...workflow, name: workflow.name ?? 'Test', settings, connections, nodes };
		const { id } = await this.rest.call<{ id: string }>('POST', '/workflows', body);
		return id;
	}

	/** Saves a workflow in n8n and opens it. @returns its id */
	async openWorkflow(workflow: WorkflowJson): Promise<string> {
		const id = await this.keep(workflow);
		await this.page.goto(`${this.stage.url}/workflow/${id}`);
		await this.find('canvas-node').first().waitFor();
		// Its dots take half of the bytes of a picture.
		await this.page.addStyleTag({ content: '[data-test-id=canvas-background] { display: none }' });
		await this.find('zoom-to-fit').click();
		return id;
	}

	/** Lets n8n run a node alone, outside the editor. @returns its output */
	async run(node: INodeJson): Promise<IDataObject[]> {
		const id = await this.keep(chain(start, node));
		const execution = await execute(this.rest, id, start.name);
		const { status, data } = execution;
		if (status !== 'success') throw new Error(data.resultData.error?.message ?? status);
		return execution.runs(node.name)[0].data!.main[0]!.map(({ json }) => json);
	}

	node = (name: string): Locator =>
		this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

	async openNode(name: string): Promise<void> {
		await this.until(this.find('ndv'), async () =>
			this.node(name)
				.dblclick({ timeout: 4_000 })
				.catch(() => {}),
		);
		await this.find('node-parameters').waitFor();
	}

	/** Closes the opened node, if there is one. */
	async closeNode(): Promise<void> {
		if (!(await this.find('ndv').isVisible())) return;
		await this.find('ndv-close-button').click();
		await this.find('ndv').waitFor({ state: 'detached' });
	}

	parameter = (name: string): Locator => this.find(`parameter-input-${name}`).first();

	/** Chooses from a list, which then closes unless it allows several choices. */
	async choose(parameter: string, ...labels: string[]): Promise<void> {
		const [first, ...others] = labels.map((label) =>
			this.page
				.locator('[role=option]:visible')
				.filter({ has: this.page.getByText(label, { exact: true }) })
				.first(),
		);
		await this.until(first, async () => this.parameter(parameter).click());
		await first.click();
		for (const option of others) await option.click();
	}

	/** Enters text into a field, as if it had been pasted. */
	async type(parameter: string, text: string): Promise<void> {
		const field = this.parameter(parameter).locator('input, textarea').first();
		await field.click();
		await field.fill('');
		await this.page.keyboard.insertText(text);
	}

	/** The value of a field. */
	typed = async (parameter: string): Promise<string> =>
		await this.parameter(parameter).locator('input, textarea').first().inputValue();

	/** Opens the list of nodes and searches it. */
	async search(words: string): Promise<void> {
		const bar = this.find('node-creator-search-bar');
		await this.until(bar, async () => {
			if (!(await bar.isVisible())) await this.find('node-creator-plus-button').click();
		});
		await bar.fill(words);
	}

	/** A node in the list. */
	offered = (name: string): Locator =>
		this.page.locator(`[data-test-id="node-creator-item-name"]:text-is("${name}")`).first();

	closeSearch = async () => await this.escape(this.find('node-creator'));

	closeDialog = async () => await this.escape(this.find('credential-edit-dialog'));

	/** Presses Escape until something is gone: whatever is on top of it closes first. */
	private async escape(from: Locator): Promise<void> {
		await this.eventually(async () => {
			if (!(await from.isVisible())) return true;
			await this.page.keyboard.press('Escape');
			await from.waitFor({ state: 'hidden', timeout: 1_000 }).catch(() => {});
			return false;
		});
	}

	/**
	 * Executes the workflow, from one of its triggers if it has several, and waits for the end.
	 * @param push causes the event that the trigger waits for, if it waits for one
	 * @throws Error with n8n's message, if the execution does not succeed
	 */
	async execute(trigger?: string, push?: () => Promise<unknown>): Promise<void> {
		if (trigger) await this.node(trigger).hover();
		const button = trigger ? `execute-workflow-button-${trigger}` : 'execute-workflow-button';
		await this.find(button).last().click();
		if (push) {
			await this.page.getByText('Waiting for trigger event').first().waitFor();
			await push();
		}
		const notification = this.page.locator('.el-notification').last();
		const words = await notification.innerText();
		if (!words.includes('executed successfully')) throw new Error(words);
		await notification.locator('.el-notification__closeBtn').click();
		await notification.waitFor({ state: 'detached' });
	}

	/** Publishes the opened workflow, so that its triggers start it from now on. */
	async publish(): Promise<void> {
		const button = this.find('workflow-publish-button');
		await this.until(button, async () => this.find('workflow-open-publish-modal-button').click());
		await button.click();
		await this.find('workflow-active-version-indicator').waitFor();
		await this.escape(button);
	}

	/** Reads a URL of the opened node, which a user would copy. */
	async webhookUrl(kind: 'Test URL' | 'Production URL'): Promise<string> {
		const choice = this.page.getByRole('radio', { name: kind });
		await this.until(choice, async () => {
			if (!(await choice.isVisible())) await this.page.getByTitle('display webhook URLs').click();
		});
		await choice.click();
		const path = kind === 'Test URL' ? '/webhook-test/' : '/webhook/';
		return (await this.page.locator('.webhook-url', { hasText: path }).innerText()).trim();
	}

	/** @throws Error with the text of the opened node's output panel, if one of these words is missing there */
	async seeOutput(...words: string[]): Promise<void> {
		const panel = this.find('output-panel');
		for (const word of words) {
			await panel
				.getByText(word)
				.first()
				.waitFor()
				.catch(async () => {
					throw new Error(`No '${word}' in the output: ${await panel.innerText()}`);
				});
		}
	}
}
