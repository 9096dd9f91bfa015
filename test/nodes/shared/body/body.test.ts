import type { IDataObject, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { htmlOf } from '../../../../nodes/shared/body/html';
import packageJson from '../../../../package.json';
import { chain, start } from '../../../../tools/engine/chain';
import { instanceFrom, operationsOf as publishedBy } from '../../../../tools/engine/published';
import { setStage } from '../../../../tools/engine/stage';
import { PROVIDERS } from '../../../../tools/providers';
import { markersOnly } from '../../../../tools/providers/operations';
import { newMarker } from '../../../faults/cell';
import { operationsOf, partsOf } from '../../../faults/operations';

/** Covers every operation of the package whose content may be text or HTML, for all providers. */
const stage = setStage();
beforeAll(() => {
	for (const { sandboxSettings } of PROVIDERS) sandboxSettings.liftLimits?.(stage.sandbox);
});

const operations = packageJson.n8n.nodes
	.map((file) => instanceFrom<INodeType>(file).description)
	.flatMap((description) =>
		publishedBy(description).map((each) => ({ node: description.name, ...each })),
	);

const withFormat = operations.filter(({ parameters }) =>
	parameters.some(({ name }) => name === 'bodyFormat'),
);

const rows = withFormat.flatMap(({ node, resource, operation }) => {
	const provider = PROVIDERS.find(({ name }) => name === node)!;
	return operationsOf(provider)
		.filter(({ key }) => partsOf(key).join() === [resource.value, operation.value].join())
		.map((row) => [row.title, { ...row, provider }] as const);
});

type Row = (typeof rows)[number][1];

/** Sends an item, by default a new one, and returns the provider's request and the output. */
async function send(
	{ provider, key, row }: Row,
	parameters: INodeParameters,
	given?: INodeExecutionData[],
) {
	const { engine, sandbox } = stage;
	const markers = [newMarker()];
	const prepare = row.prepare ?? markersOnly;
	const input = given ?? (await prepare({ engine, sandbox }, markers));
	sandbox.journal.clear();
	const credentials = { [provider.credential]: { id: 'account', name: 'Account' } };
	const node = provider.node(partsOf(key), { ...row.parameters, ...parameters }, { credentials });
	const { error, items } = await engine.run(chain(start, node), {
		input,
		credentials: { [provider.credential]: (row.account ?? provider.account)(sandbox) },
	});
	const [method, path] = row.on.split(' ');
	const [request] = sandbox.journal
		.requests(provider.name)
		.filter((each) => each.method === method && each.path.endsWith(path));
	return {
		error,
		input,
		request,
		sent: Object.values((request?.body ?? {}) as IDataObject),
		outputs: items(node.name).map(({ json }) => json),
	};
}

const TEXT = 'Dear Claire & Paul,\r\n\r\nthe rent is <b>800 €</b>.\nKind regards\n';
const AS_HTML =
	'<p>Dear Claire &amp; Paul,</p><p>the rent is &lt;b&gt;800 €&lt;/b&gt;.<br>Kind regards</p>';

it('Several providers take text and HTML', () => {
	expect(new Set(withFormat.map(({ node }) => node)).size).toBeGreaterThan(3);
});

describe.each(rows)('%s', (_, row) => {
	it('takes text unless it is told otherwise, and sends it as HTML', async () => {
		const { parameters } = row.row;
		const usual = Object.entries(parameters).filter(([name]) => name !== 'bodyFormat');
		const { sent, error } = await send(
			{ ...row, row: { ...row.row, parameters: Object.fromEntries(usual) } },
			{ body: TEXT },
		);
		expect(error?.message).toBeUndefined();
		expect(sent).toContain(AS_HTML);
	});

	it('sends HTML as it is written', async () => {
		const body = ' <h1>Notice</h1>\n\n<p class="a">The rent &amp; more</p>\n';
		expect((await send(row, { bodyFormat: 'html', body })).sent).toContain(body);
	});

	it('puts out what was sent if Simplify is off, and does not otherwise', async () => {
		const parameters = { bodyFormat: 'text', body: TEXT };
		const [simple] = (await send(row, parameters)).outputs;
		const { sent, outputs } = await send(row, { ...parameters, simplify: false });
		expect(simple).not.toHaveProperty('preview');
		for (const { preview } of outputs) {
			expect(preview).toMatchObject({ html: AS_HTML });
			// It contains nothing that was not sent.
			expect(sent).toEqual(expect.arrayContaining(Object.values(preview as IDataObject)));
		}
		expect(outputs).not.toEqual([]);
	});

	it('puts out what was sent for a repeat as well', async () => {
		const options = { deduplicationKey: newMarker() };
		const parameters = { bodyFormat: 'text', body: TEXT, simplify: false, options };
		const first = await send(row, parameters);
		const again = await send(row, parameters, first.input);
		expect(again.error?.message).toBeUndefined();
		expect(again.request).toBeUndefined();
		const [{ preview }] = first.outputs;
		expect(again.outputs[0]).toMatchObject({ alreadySent: true, preview });
	});

	it('is refused with a body that is empty, a list, an object, or has only what is invisible', async () => {
		for (const body of ['={{ "" }}', ' \r\n\t', '\u200b\u0085', '={{ ["a"] }}', '={{ {} }}']) {
			for (const bodyFormat of ['text', 'html']) {
				const { error, request } = await send(row, { bodyFormat, body });
				expect(error?.message).toMatch(/^Not sent: The parameter 'Body' is (empty|not text)/);
				expect(request).toBeUndefined();
			}
		}
	});

	it('is refused in a format that there is not', async () => {
		const { error, request } = await send(row, { bodyFormat: 'markdown' });
		expect(error?.message).toContain("The parameter 'Body Format' is 'markdown'");
		expect(request).toBeUndefined();
	});

	it('takes a number and a date as text', async () => {
		expect((await send(row, { bodyFormat: 'text', body: '={{ 42 }}' })).sent).toContain(
			'<p>42</p>',
		);
		const date = "={{ new Date('2026-03-01T10:30:00Z') }}";
		expect((await send(row, { bodyFormat: 'text', body: date })).sent).toContain(
			htmlOf('2026-03-01T10:30:00.000Z'),
		);
	});
});

describe('The content of a message', () => {
	/** The parameters of all operations that send, by their labels. */
	const labels = operations
		.filter(({ operation }) => ['send', 'request', 'create'].includes(operation.value))
		.flatMap(({ node, parameters }) =>
			parameters.map(({ name, displayName }) => ({ node, name, displayName })),
		);

	it('is called Body wherever it may be text or HTML', () => {
		const nodes = new Set(withFormat.map(({ node }) => node));
		const others = labels.filter(
			({ node, displayName }) =>
				nodes.has(node) && /^(Message|Content|HTML|HTML Body|Text)$/.test(displayName),
		);
		expect(others).toEqual([]);
		for (const { parameters } of withFormat) {
			const shown = parameters.map(({ displayName }) => displayName);
			expect(shown.indexOf('Body')).toBe(shown.indexOf('Body Format') + 1);
		}
	});
});
