import type { INodePropertyOptions } from 'n8n-workflow';
import { PROVIDERS } from '../../tools/providers';
import { Editor } from './editor';
import { credentialTypes } from './nodeTypes';

/** All credentials of the package as users fill them in, by type. */
const filledIn = Object.fromEntries(
	PROVIDERS.flatMap(({ credentials }) => Object.entries(credentials)),
);

let editor: Editor;

beforeAll(async () => {
	editor = await Editor.open();
	await editor.page.goto(`${editor.stage.url}/home/credentials`);
});
afterEach(() => expect(editor.takeComplaints()).toEqual([]));
afterAll(async () => await editor.close());

/** Opens the dialog for a new credential of a type. */
async function addCredential(type: string): Promise<void> {
	const list = editor.find('new-credential-type-select');
	await editor.until(list, async () => {
		if (!(await list.isVisible())) await editor.find('add-resource-credential').click();
	});
	const option = editor.page.locator('[data-test-id="new-credential-type-select-option"]:visible');
	await editor.until(option.filter({ hasText: type }), async () => {
		await list.locator('input').click();
		await list.locator('input').fill(type);
	});
	await option.filter({ hasText: type }).first().click();
	await editor.find('new-credential-type-button').click();
	await editor.find('credential-edit-dialog').waitFor();
}

describe.each(credentialTypes)('a credential of the type $displayName', (type) => {
	const save = async () => {
		const button = editor.page.getByRole('button', { name: 'Save', exact: true });
		if (await button.isEnabled({ timeout: 1_000 }).catch(() => false)) await button.click();
	};
	const dialog = () => editor.find('editCredential-modal');

	afterAll(async () => await editor.closeDialog());

	it('can be made, and n8n finds that it works', async () => {
		const account = editor.stage.accounts[type.name];
		await addCredential(type.displayName);
		await editor.picture(`credential-${type.name}-new`, dialog());
		for (const { name, options } of type.properties) {
			const value = account[name];
			if (value === undefined || value === '') continue;
			const chosen = (options as INodePropertyOptions[] | undefined)?.find(
				(option) => option.value === value,
			);
			if (chosen) await editor.choose(name, chosen.name);
			else await editor.type(name, value as string);
		}

		await editor.until(editor.find('credentials-config-container-test-success'), save);
		await editor.picture(`credential-${type.name}-works`, dialog());
	});

	it('says what is wrong with a wrong secret', async () => {
		const { field, typed, message } = filledIn[type.name].mistake;
		const more = dialog().getByText('More details');
		// n8n reloads what it has saved, which overwrites what was typed meanwhile; and it registers what is typed
		// a moment later than a test can click.
		await editor.until(more, async () => {
			if ((await editor.typed(field)) !== typed) await editor.type(field, typed);
			await save();
		});
		await editor.until(dialog().getByText(message), async () => {
			if (await more.isVisible()) await more.click();
		});
		await editor.picture(`credential-${type.name}-fails`, dialog());
	});
});
