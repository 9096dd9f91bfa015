import type { Fault } from '../../../sandbox/faults';
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

describe('Confirm Lost Sends (Seconds)', () => {
	const ANSWERS: Array<[string, number, Fault]> = [
		['429 for ten minutes', 1, throttled('600')],
		['429 for ten minutes, three times', 3, throttled('600')],
		['429 for a few seconds, again and again', 100, throttled('4')],
		['nothing', 1, { kind: 'silence', accept: false }],
		['in drops', 1, { kind: 'trickle', seconds: 900 }],
		['slowly each time', 100, { kind: 'trickle', seconds: 7 }],
	];
	let sends = 0;

	function throttled(seconds: string): Fault {
		return { kind: 'status', status: 429, headers: { 'retry-after': seconds }, body: {} };
	}

	it.each(ANSWERS.flatMap((answer) => [0, 5, 30].map((seconds) => [seconds, ...answer] as const)))(
		'of %d is kept where the inbox answers %s, but for the last look',
		async (seconds, _, times, fault) => {
			await stage.restartN8n();
			const key = `Q-${++sends}77`;
			const { faults, pecMassiva: provider } = stage.sandbox;
			const reset = { kind: 'resetBefore' } as const;
			faults.add({ provider: 'pecMassiva', on: 'POST /send', fault: reset });
			faults.add({ provider: 'pecMassiva', on: 'GET /inbox', times, fault });
			const began = performance.now();
			const options = { confirmLostSendsFor: seconds, deduplicationKey: key };
			const { error } = await stage.engine.run(
				chain(
					start,
					pecMassiva(['message', 'send'], {
						recipient: 'a@x.it',
						subject: key,
						body: 'Salve',
						options,
					}),
				),
				{ credentials: { pecMassivaApi: pecMassivaAccount(provider) } },
			);
			expect(error?.message).toMatch(/^May have been sent: /);
			expect((performance.now() - began) / 1000).toBeLessThan(seconds + 20);
		},
	);
});
