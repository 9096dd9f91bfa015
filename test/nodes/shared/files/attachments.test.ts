import fc from 'fast-check';
import { createHash } from 'node:crypto';
import type { BinaryMode } from '../../../../tools/engine/engine';
import { setStage } from '../../../../tools/engine/stage';
import { asked, operate } from '../../../../tools/providers/stampee/node';

/** How a form escapes a name so that it stays one name (WHATWG HTML, section 4.10.21.8). */
const escapes: Record<string, string> = { '\r': '%0D', '\n': '%0A', '"': '%22' };
const asInForm = (name: string) => name.replace(/[\r\n"]/g, (character) => escapes[character]);

/** Names as chosen by people, and by attackers. Some receivers read a backslash as an escape. */
const anyName = fc
	.oneof(
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
		fc.string({
			unit: fc.constantFrom(
				'"',
				'\r',
				'\n',
				';',
				'=',
				'%',
				"'",
				' ',
				'/',
				'.',
				'é',
				'日',
				'📮',
				'--',
			),
			minLength: 1,
			maxLength: 20,
		}),
	)
	.filter((name) => !name.includes('\\'))
	// An invisible text is not a name.
	.filter((name) => /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(name));

const anyFile = fc.record({
	name: anyName,
	content: fc.oneof(
		fc.uint8Array({ minLength: 1, maxLength: 2_000 }),
		// Content that looks like the surrounding form.
		fc
			.string({
				unit: fc.constantFrom('--', '\r\n', '--form-', 'Content-Type: a/b', '\u0000'),
				minLength: 1,
			})
			.map((text) => Buffer.from(text)),
	),
	type: fc.constantFrom('application/pdf', 'text/plain', 'image/png'),
});

describe.each<BinaryMode>(['default', 'filesystem'])('Files in %s mode', (binaryMode) => {
	const stage = setStage({ binaryMode });

	it('arrive with the names, types and contents that they have', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(anyFile, { minLength: 1, maxLength: 3 }), async (files) => {
				stage.sandbox.journal.clear();
				const stored = await Promise.all(
					files.map(async ({ name, content, type }) => ({
						...(await stage.engine.binary(Buffer.from(content), {
							fileName: 'file',
							mimeType: type,
						})),
						fileName: name,
					})),
				);

				const result = await operate(
					stage,
					['message', 'send'],
					{
						type: 'LS',
						specifyRecipients: 'json',
						recipientsJson:
							'[{ "email": "claire@example.org", "firstname": "Claire", "lastname": "Martin" }]',
						body: 'Bonjour',
						attachments: '={{ Object.keys($binary) }}',
					},
					{
						input: [
							{
								json: {},
								binary: Object.fromEntries(stored.map((data, index) => [`file${index}`, data])),
							},
						],
					},
				);

				expect(result.error).toBeUndefined();
				expect(asked(stage.sandbox)[0].files).toStrictEqual(
					files.map(({ name, content, type }) => ({
						field: 'attachments',
						name: asInForm(name),
						type,
						size: content.length,
						sha256: createHash('sha256').update(content).digest('hex'),
					})),
				);
			}),
			{ numRuns: 60 },
		);
	});
});
