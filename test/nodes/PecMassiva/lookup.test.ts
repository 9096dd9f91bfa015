import { chain, start } from '../../../tools/engine/chain';
import { pecMassiva, pecMassivaAccount } from '../../../tools/providers/pecMassiva/node';
import { setStage } from '../../../tools/engine/stage';

const stage = setStage();

describe('a message of PEC Massiva that never arrived', () => {
	it.each([
		['Договор A-17', 'Отказ A-17'],
		['Conferma più A-18', 'Conferma però A-18'],
		['A-19è', 'A-19'],
	])('under the subject %s is not taken for another one under %s', async (own, others) => {
		Object.assign(stage.sandbox.pecMassiva.switches, {
			secondsBetweenSends: 0,
			acceptanceSeconds: 0,
		});
		const { url, token, username, password } = stage.sandbox.pecMassiva;
		const answer = await fetch(`${url}/send`, {
			method: 'POST',
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
			body: JSON.stringify({
				sender: username,
				recipient: ['a@x.it'],
				subject: others,
				body: 'Salve',
				username,
				password,
			}),
		});
		expect(answer.status).toBe(201);
		stage.sandbox.faults.add({
			provider: 'pecMassiva',
			on: 'POST /send',
			fault: { kind: 'resetBefore' },
		});
		const { error, items } = await stage.engine.run(
			chain(
				start,
				pecMassiva(['message', 'send'], {
					recipient: 'a@x.it',
					subject: own,
					body: 'Salve',
					options: { confirmLostSendsFor: 1, deduplicationKey: /A-\d+/.exec(own)![0] },
				}),
			),
			{ credentials: { pecMassivaApi: pecMassivaAccount(stage.sandbox.pecMassiva) } },
		);
		expect(items('PEC Massiva')).toEqual([]);
		expect(error?.context?.outcome).toBe('maybeSent');
	});
});
