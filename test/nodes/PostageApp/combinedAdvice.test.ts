import { chain, start } from '../../../tools/engine/chain';
import {
	customers,
	mailToEachItem,
	postageApp,
	postageAppAccount,
} from '../../../tools/providers/postageApp/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

it('customers whose mails shared a lost message get theirs, if its UID is given to their items as the failure says', async () => {
	const run = (input: object[], uid: string, options: object, node = {}) =>
		stage.engine.run(
			chain(
				start,
				postageApp(
					['message', 'send'],
					{
						...mailToEachItem,
						textPlain: 'Thank you',
						additionalFields: { uid },
						options: { ...options },
					},
					node,
				),
			),
			{
				input: input as never,
				credentials: { postageAppApi: postageAppAccount(stage.sandbox.postageApp) },
			},
		);
	stage.sandbox.faults.add({
		provider: 'postageApp',
		on: 'POST /v.1.1/send_message',
		times: 4,
		fault: { kind: 'resetBefore' },
	});
	const two = customers(2);
	const lost = await run(two, '', { combineItems: true }, { onError: 'continueRegularOutput' });
	const details = lost
		.items('PostageApp')
		.map(
			({ json }) =>
				(json.error as { details: { description: string; findBy: { UID: string } } }).details,
		);
	expect(stage.sandbox.journal.accepted()).toEqual([]);
	for (const [index, { description, findBy }] of details.entries()) {
		if (description.includes('give it the UID below')) {
			await run([two[index]], findBy.UID, {});
		} else await run([two[index]], '', {});
	}
	expect(stage.sandbox.journal.accepted().map(({ recipient }) => recipient)).toEqual(
		two.map(({ json }) => json.email),
	);
});
