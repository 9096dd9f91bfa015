import { setStage } from '../../../../tools/engine/stage';
import { addressees, letterToEachItem, operate } from '../../../../tools/providers/stampee/node';

const stage = setStage();

const letter = { data: 'JVBERi0xLjc=', mimeType: 'application/pdf', fileName: 'letter.pdf' };

it.each([',', ' , ', 'letter,', ', letter', 'letter,,letter'])(
	'Files named by "%s" are refused, for one of the names is missing',
	async (attachments) => {
		const { error } = await operate(
			stage,
			['message', 'send'],
			{ ...letterToEachItem, attachments },
			{ input: [{ ...addressees(1)[0], binary: { letter } }] },
		);

		expect(error?.message).toBe(
			`Not sent: The parameter 'Attachments' has a comma without a name beside it: ${attachments} [item 0]`,
		);
		expect(stage.sandbox.journal.requests()).toHaveLength(0);
	},
);

it('An empty text names no files', async () => {
	const { error } = await operate(
		stage,
		['message', 'send'],
		{ ...letterToEachItem, attachments: ' ' },
		{ input: addressees(1) },
	);

	expect(error).toBeUndefined();
	expect(stage.sandbox.journal.accepted()).toHaveLength(1);
});
