import { readExample } from '../../tools/demo/examples';
import type { Push } from '../../sandbox/webhook';
import { chain, start } from '../../tools/engine/chain';
import type { WorkflowJson } from '../../tools/engine/engine';
import { postageAppProvider } from '../../tools/providers/postageApp';
import { customers, mailToEachItem, postageApp } from '../../tools/providers/postageApp/node';
import { setStage } from '../../tools/engine/stage';
import { stampeeProvider } from '../../tools/providers/stampee';
import { operate } from '../../tools/providers/stampee/node';
import { stempProvider } from '../../tools/providers/stemp';
import { pushTo } from '../../tools/providers/push';
import type { Provider } from '../../tools/providers';
import { credentialsOf } from '../../tools/providers/credential';

const stage = setStage({ binaryMode: 'filesystem' });

/** Pushes an event to an example, and runs it with what its trigger makes of that. */
async function play(provider: Provider, workflow: WorkflowJson, event: Push) {
	const credentials = credentialsOf([provider], stage.sandbox);
	const input = await pushTo(stage, provider.webhook!, workflow, event, credentials);
	expect(input).toHaveLength(1);
	const result = await stage.engine.run(workflow, { input, credentials });
	expect(result.error?.message).toBeUndefined();
	return (node: string) => result.items(node).map(({ json }) => json);
}

it('sends a first letter in the name of a customer who has just accepted', async () => {
	const { stampee, journal } = stage.sandbox;
	const customer = { name: 'Atelier Dupin', email: 'silent@example.org' };
	const created = await operate(stage, ['customer', 'create'], {
		specifyCustomers: 'json',
		customersJson: [{ ...customer, isPaying: true, willSendLre: false }],
	});
	const { id } = created.items('Stampee')[0].json as { id: string };
	stampee.customers.answer(id, 'ACCEPTED');
	const data = { customer_id: id, customer_name: customer.name, customer_email: customer.email };
	const items = await play(stampeeProvider, readExample('stampee-welcome-accepted-customer'), {
		type: 'customer_accepted',
		data,
	});

	expect(items('Send the letter')).toMatchObject([{ sender: id }]);
	expect(journal.accepted('stampee')).toMatchObject([{ reference: `WELCOME-${id}` }]);
});

it('welcomes a user who has just been created', async () => {
	const { stemp, journal } = stage.sandbox;
	const user = stemp.users.add({ email: 'ada+new@example.org', name: 'Ada' });
	const items = await play(stempProvider, readExample('stemp-welcome-new-user'), {
		type: 'user.created',
		data: { ...user },
	});

	expect(items('Welcome them')).toMatchObject([{ delivery: { state: 'sent' } }]);
	expect(journal.accepted('stemp')).toMatchObject([{ recipient: 'ada+new@example.org' }]);
});

it('tells which mail did not arrive, and why', async () => {
	const { clock } = stage.sandbox;
	const [{ json }] = customers(1);
	const parameters = { ...mailToEachItem, additionalFields: { uid: 'lost-mail' } };
	await stage.engine.run(chain(start, postageApp(['message', 'send'], parameters)), {
		input: [{ json: { ...json, email: 'bounce+lost@example.org' } }],
		credentials: credentialsOf([postageAppProvider], stage.sandbox),
	});
	clock.advance({ hours: 1 });
	const items = await play(postageAppProvider, readExample('postageapp-lost-mail-alarm'), {
		type: 'failed',
		data: { recipient: 'bounce+lost@example.org', message_uid: 'lost-mail' },
	});

	expect(items('What to tell')).toEqual([
		{
			recipient: 'bounce+lost@example.org',
			mail: 'lost-mail',
			state: 'failed',
			why: 'No Such User Here',
		},
	]);
});
