import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { expectSaid, type Saying } from '../../support/said';
import * as postageApp from '../../../tools/providers/postageApp/node';

const stage = setStage();

const call = (body: unknown) =>
	stage.engine.run(
		chain(
			start,
			postageApp.postageApp(['method', 'call'], {
				method: 'test_recipient',
				body: '={{ $json.body }}',
			}),
		),
		{
			input: [{ json: { body } as never }],
			credentials: { postageAppApi: postageApp.postageAppAccount(stage.sandbox.postageApp) },
		},
	);

/** Values in the user's own JSON. */
const rows: Record<string, Saying> = {
	'a number that JSON can not write': {
		run: () => call({ arguments: { count: 10n } }),
		says: /^Not called: What is sent holds a number of the type BigInt/,
	},
	'no number': {
		run: () => call({ arguments: { count: NaN } }),
		says: /^Not called: What is sent holds a number that is none/,
	},
	'a function': {
		run: () => call({ arguments: { run: () => 1 } }),
		says: /^Not called: What is sent holds a function/,
	},
};

describe('An unexpected error', () => {
	it.each(Object.entries(rows))('says what is known: %s', async (_, row) => await expectSaid(row));
});
