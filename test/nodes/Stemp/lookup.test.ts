import { defaultSwitches } from '../../../sandbox/stemp/switches';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import { byId, stemp, stempAccountWithAccessToken } from '../../../tools/providers/stemp/node';

const stage = setStage();
beforeEach(() => {
	stage.sandbox.stemp.switches = defaultSwitches();
});

let cases = 0;

/** A send to one person never arrives, after another worker has written to someone else about the same case. */
async function lose(to: (address: string) => string, isKnown = true) {
	const reference = `R-${++cases}`;
	const { url, accessToken, users } = stage.sandbox.stemp;
	const guarantor = users.add({ email: `guarantor-${cases}@example.org` });
	const answer = await fetch(`${url}/v1/platform/emails`, {
		method: 'POST',
		headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
		body: JSON.stringify({
			to: guarantor.id,
			subject: `Case ${reference}`,
			htmlBody: '<p>To the guarantor</p>',
			category: 'transactional',
		}),
	});
	expect(answer.status).toBeLessThan(300);
	stage.sandbox.faults.add({
		provider: 'stemp',
		on: 'POST /api/v1/platform/emails',
		fault: { kind: 'resetBefore' },
	});
	if (!isKnown) {
		stage.sandbox.faults.add({
			provider: 'stemp',
			on: 'GET /api/v1/users/:id',
			times: 99,
			fault: { kind: 'status', status: 500 },
		});
	}
	const { status, error } = await stage.engine.run(
		chain(
			start,
			stemp(['email', 'send'], {
				to: byId(to(`debtor-${cases}@example.org`)),
				subject: `Case ${reference}`,
				body: 'To the debtor',
				category: 'transactional',
				options: { deduplicationKey: reference },
			}),
		),
		{ credentials: { stempApi: stempAccountWithAccessToken(stage.sandbox.stemp) } },
	);
	return { status, outcome: error?.context?.outcome };
}

const expected = { status: 'error', outcome: 'maybeSent' };

describe('an email of stemp that never arrived is not taken for one to another person', () => {
	const user = (email: string) => stage.sandbox.stemp.users.add({ email }).id;

	it('where stemp tells the address of the user', async () => {
		expect(await lose(user)).toEqual(expected);
	});
	it('where stemp can not tell it at the moment', async () => {
		expect(await lose(user, false)).toEqual(expected);
	});
	it('where it goes to a member, whose address can not be read', async () => {
		expect(await lose(() => 'mem_01h455vb4pex5vsknk084sn02q')).toEqual(expected);
	});
});
