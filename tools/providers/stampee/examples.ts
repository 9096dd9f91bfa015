import type { User } from '../../../test/n8n/user';
import { fillIn, readExample, soon } from '../../demo/examples';
import type { Examples } from '../examples';
import { stampee } from './node';

/** Of the registered letter that was accepted. */
export const acceptedLetter = async ({ sandbox }: User) =>
	(await sandbox.accepted('stampee')).findLast(
		({ recipient }) => recipient === 'accept@example.org',
	)?.id;

export const examples: Examples = {
	sending: {
		workflow: () => readExample('stampee-send-registered-letter'),
		trigger: 'When clicking ‘Execute workflow’',
	},
	uses: {
		'stampee-onboard-customer': async (user) => {
			const example = 'stampee-onboard-customer';
			await user.editor.openWorkflow(soon(readExample(example), 'Wait a week', 5));
			const trigger = 'When clicking ‘Execute workflow’';
			await user.whileTimeGoesBy({ minutes: 6 }, async () => await user.editor.execute(trigger));
			await user.seeOutput(example, 'Ask the customer', 'Atelier Dupin', 'PENDING');
		},

		'stampee-send-letter-on-behalf-of-customer': async (user) => {
			const example = 'stampee-send-letter-on-behalf-of-customer';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.openNode('Send the letter');
			const customer = user.editor.page.locator('[data-test-id="rlc-item"]:visible', {
				hasText: 'Atelier Dupin',
			});
			await user.editor.until(customer, async () => user.editor.find('rlc-input').click());
			await customer.first().click();
			await user.editor.closeNode();
			await user.editor.execute();
			await user.seeOutput(example, 'Send the letter', 'open@example.org', 'queued');
		},

		'stampee-welcome-accepted-customer': async (user) => {
			const example = 'stampee-welcome-accepted-customer';
			const customers = await user.editor.run(
				stampee(['customer', 'getMany'], { returnAll: true }),
			);
			const { id, name, email } = customers.find(({ name }) => name === 'Atelier Dupin')!;
			await user.editor.openWorkflow(readExample(example));
			await user.executePushed('A customer accepted', 'stampee', {
				type: 'customer_accepted',
				data: { customer_id: id, customer_name: name, customer_email: email },
			});
			await user.seeOutput(example, 'Send the letter', 'welcome@example.org', 'queued');
		},

		'stampee-send-registered-letter': async (user) => {
			const example = 'stampee-send-registered-letter';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.execute();
			await user.seeOutput(example, 'Send the letter', 'accept@example.org', 'queued');
			await user.sandbox.advance({ minutes: 6 });
		},

		'stampee-follow-letter': async (user) => {
			const example = 'stampee-follow-letter';
			const trigger = 'When a letter changes';
			const messageIds = await acceptedLetter(user);
			await user.editor.openWorkflow(fillIn(readExample(example), trigger, { messageIds }));
			await user.editor.execute();
			await user.seeOutput(example, trigger, 'ConsignmentAcceptance');
		},

		'stampee-collect-evidence': async (user) => {
			const example = 'stampee-collect-evidence';
			const trigger = 'When there is new proof';
			const messageIds = await acceptedLetter(user);
			await user.editor.openWorkflow(fillIn(readExample(example), trigger, { messageIds }));
			await user.editor.execute();
			await user.seeOutput(example, 'Get all of its proof', 'ACCEPTED.pdf');
		},

		'stampee-evidence-by-reference': async (user) => {
			const example = 'stampee-evidence-by-reference';
			await user.editor.openWorkflow(readExample(example));
			await user.editor.execute('When clicking ‘Execute workflow’');
			await user.sandbox.advance({ minutes: 6 });
			await user.editor.execute('Every hour');
			await user.seeOutput(example, 'Name it by the reference', 'REFUSED.pdf');
		},
	},
};
