import { chain, start } from '../../../../tools/engine/chain';
import { setStage } from '../../../../tools/engine/stage';
import * as stampee from '../../../../tools/providers/stampee/node';

const stage = setStage();
const WORDS = /^(Not [a-z]+: |Refused: |May have been [a-z]+: )/;

const letter = (parameters: object, node = {}, credentials: object | undefined = undefined) =>
	stage.engine.run(
		chain(
			start,
			stampee.stampee(['message', 'send'], { ...stampee.letterToEachItem, ...parameters }, node),
		),
		{
			input: stampee.addressees(2),
			credentials: (credentials ?? {
				stampeeApi: stampee.stampeeAccount(stage.sandbox.stampee),
			}) as never,
		},
	);

describe('a send that fails says at once what became of it', () => {
	it.each<[string, () => ReturnType<typeof letter>]>([
		['JSON is none', () => letter({ recipientsJson: '{' })],
		['an expression gives nothing', () => letter({ recipientsJson: '={{ $json.nope }}' })],
		['a file is not there', () => letter({ attachments: 'nope' })],
		['an option has a wrong type', () => letter({ options: { maxConcurrentRequests: 'x' } })],
		['an option is negative', () => letter({ options: { maxConcurrentRequests: -1 } })],
		['the key is empty', () => letter({ options: { deduplicationKey: '={{ $json.nope }}' } })],
		['two different letters have one key', () => letter({ options: { deduplicationKey: 'same' } })],
		[
			'the environment is none',
			() =>
				letter(
					{},
					{},
					{
						stampeeApi: { ...stampee.stampeeAccount(stage.sandbox.stampee), environment: 'x' },
					},
				),
		],
		[
			'the base URL is empty',
			() =>
				letter(
					{},
					{},
					{
						stampeeApi: { ...stampee.stampeeAccount(stage.sandbox.stampee), baseUrl: '' },
					},
				),
		],
		['an expression throws', () => letter({ body: '={{ null.a.b }}' })],
	])('where %s', async (_, run) => {
		const { error } = await run();
		expect(error?.message).toMatch(WORDS);
		expect(stage.sandbox.journal.requests()).toEqual([]);
	});
});
