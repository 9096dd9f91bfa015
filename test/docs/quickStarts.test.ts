import type { ICredentialDataDecryptedObject, ICredentialType, IDataObject } from 'n8n-workflow';
import packageJson from '../../package.json';
import { chain, start } from '../../tools/engine/chain';
import type { INodeJson } from '../../tools/engine/engine';
import { choices, instanceFrom } from '../../tools/engine/published';
import { setStage } from '../../tools/engine/stage';
import { PROVIDERS } from '../../tools/providers';
import { read } from './markdown';
import { fileField, formsIn, nodeOf, parametersOf, proofsIn, type Form } from './quickStart';

const quickStarts = PROVIDERS.flatMap(({ quickStart }) => quickStart ?? []);

const stage = setStage();

const credentialTypes = packageJson.n8n.credentials.map((file) =>
	instanceFrom<ICredentialType>(file),
);

/** The fields that differ between an account at the provider and one at the sandbox. */
const OF_THE_SANDBOX = ['environment', 'baseUrl', 'oauthUrl'];

/** The fields that a reader has to fill in, because their default is not right. */
const neededIn = ({ properties }: ICredentialType, account: ICredentialDataDecryptedObject) =>
	properties
		.filter(({ name }) => !OF_THE_SANDBOX.includes(name))
		.filter(({ name, default: initial }) => (account[name] ?? initial) !== initial)
		.map(({ displayName }) => displayName);

const pdf = Buffer.from('%PDF-1.7\n%%EOF\n');

describe.each(quickStarts)('$page', ({ page, own, account }) => {
	const text = read(page);
	const forms = formsIn(text);
	const [credential, form, sending, proving] = forms;

	/** A node, filled in according to the page. */
	const node = (of: Form, output?: IDataObject): INodeJson => {
		const { name, credentials = [] } = nodeOf(of)!;
		return {
			name: of.title,
			type: `n8n-nodes-certified-mail.${name}`,
			typeVersion: 1,
			parameters: parametersOf(of, own, output),
			credentials: { [credentials[0].name]: { id: page, name: 'Own account' } },
		};
	};

	const formTrigger: INodeJson = {
		name: 'On form submission',
		type: 'n8n-nodes-base.formTrigger',
		typeVersion: 2.2,
		parameters: {},
	};

	it('has four forms to fill in, in the order of the steps', () => {
		expect(forms).toHaveLength(4);
		expect(form.title).toBe('n8n Form Trigger');
		expect([sending, proving].map(nodeOf).every(Boolean)).toBe(true);
	});

	it('names the fields of the credential, and all that need filling in', () => {
		const type = credentialTypes.find(({ displayName }) => displayName === credential.title)!;
		const named = credential.rows.map(([field]) => field);

		expect(type.properties.map(({ displayName }) => displayName)).toEqual(
			expect.arrayContaining(named),
		);
		expect(named).toEqual(expect.arrayContaining(neededIn(type, account(stage.sandbox))));
		for (const [field, value] of credential.rows.filter(([, cell]) => cell.startsWith('_'))) {
			const property = type.properties.find(({ displayName }) => displayName === field);
			expect(choices(property).map(({ name }) => `_${name}_`)).toContain(value);
		}
	});

	it('leads from the first send with a file to the proof, where the page says that it is', async () => {
		const { engine, sandbox } = stage;
		const { name } = credentialTypes.find(({ displayName }) => displayName === credential.title)!;
		const credentials = { [name]: account(sandbox) };
		const field = fileField(form);
		const file = await engine.binary(pdf, { fileName: 'a.pdf', mimeType: 'application/pdf' });

		const sent = await engine.run(chain(formTrigger, node(sending)), {
			input: [{ json: {}, binary: { [field]: file } }],
			credentials,
		});
		expect([sent.status, sent.error]).toEqual(['success', undefined]);
		const accepted = sandbox.journal.accepted();
		expect(accepted).toHaveLength(1);
		const [{ json: output }] = sent.items(sending.title);

		sandbox.clock.advance({ minutes: 10 });
		const proven = await engine.run(chain(start, node(proving, output)), { credentials });
		expect([proven.status, proven.error]).toEqual(['success', undefined]);
		const items = proven.items(proving.title);
		const proofs = proofsIn(text);
		expect(proofs.length).toBeGreaterThan(1);
		for (const { name: proof, place } of proofs) {
			// The name of a document says what it proves.
			const found = items.filter(({ json, binary }) =>
				(binary?.[place]?.fileName ?? JSON.stringify(json[place] ?? '')).includes(proof),
			);
			expect([proof, found.length]).toEqual([proof, 1]);
			const document = found[0].binary?.[place];
			if (!document) continue;
			const content = await engine.readBinary(document);
			expect(content.subarray(0, 5).toString()).toBe('%PDF-');
		}
	});
});
