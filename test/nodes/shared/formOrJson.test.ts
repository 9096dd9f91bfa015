import { chain, start } from '../../support/chain';
import { setStage } from '../../support/stage';
import { addressees, letterToEachItem, stampee, stampeeAccount } from '../../support/stampee';

const stage = setStage();

describe('a list given as JSON', () => {
	it.each(['[{ "email": ', 'nothing', ''])(
		'that is none ("%s") is refused in words',
		async (json) => {
			const letter = { ...letterToEachItem, recipientsJson: json };
			const { error } = await stage.engine.run(chain(start, stampee(['message', 'send'], letter)), {
				input: addressees(1),
				credentials: { stampeeApi: stampeeAccount(stage.sandbox.stampee) },
			});
			expect(error?.message).toBe("The parameter 'Recipients (JSON)' is not JSON [Item 0]");
		},
	);
});
