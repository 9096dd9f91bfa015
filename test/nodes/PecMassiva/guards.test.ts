import * as changed from '../../support/changedEngine';
import { chain, start } from '../../../tools/engine/chain';
import { setStage } from '../../../tools/engine/stage';
import * as pecMassiva from '../../../tools/providers/pecMassiva/node';

const stage = setStage();

afterEach(() => jest.restoreAllMocks());

/** The results of probes are kept as long as n8n runs, so this restarts it. */
const forget = async () => await stage.restartN8n();

describe('n8n as it is', () => {
	it('is probed for each credential, so that one without a token fails no sends of another', async () => {
		await forget();
		const account = pecMassiva.pecMassivaAccountWithKey(stage.sandbox.pecMassiva);
		const sendWith = async (pecMassivaApi: typeof account) => {
			const node = pecMassiva.pecMassiva(['message', 'send'], pecMassiva.messageToEachItem);
			const { status } = await stage.engine.run(chain(start, node), {
				input: pecMassiva.recipients(1),
				credentials: { pecMassivaApi },
			});
			return status;
		};
		const both = [sendWith({ ...account, apiKey: 'another' }), sendWith(account)];

		expect(await Promise.all(both)).toEqual(['error', 'success']);
	});
});

describe('n8n that gives up all items over one that it can not work out', () => {
	const continuing = { onError: 'continueRegularOutput' as const };
	/** Waits for requests that are still under way when n8n has given up. */
	const arrivals = async () => await new Promise((resolve) => setTimeout(resolve, 300));

	it('deletes no mail of an inbox either', async () => {
		const { mailbox } = stage.sandbox.pecMassiva;
		mailbox.receive({ from: 'jane@example.org', subject: 'Stays', text: '', kind: 'certified' });
		const before = mailbox.subjects();
		changed.lookingAsIfItGaveUp({ doesGiveUp: true });
		const ids = '={{ $itemIndex === 1 ? $("Nowhere").item.json.id : 1 }}';
		const deletion = pecMassiva.pecMassiva(['inbox', 'delete'], { messageIds: ids }, continuing);
		await stage.engine.run(chain(start, deletion), {
			input: pecMassiva.recipients(2),
			credentials: { pecMassivaApi: pecMassiva.pecMassivaAccount(stage.sandbox.pecMassiva) },
		});
		await arrivals();

		expect(mailbox.subjects()).toEqual(before);
	});
});
