import type { User } from '../../../test/n8n/user';
import { fillIn, inFolder, readExample, soon, withPinnedForm } from '../../demo/examples';
import type { Examples } from '../examples';
import { stampee } from './node';

/** The registered letter that was accepted. */
export const acceptedLetter = async ({ sandbox }: User) =>
	(await sandbox.accepted('stampee')).findLast(
		({ recipient }) => recipient === 'accept@example.org',
	)?.id;

/** The form values, without the recipient. */
const letter = { Reference: 'NOTICE-2026-001', Text: 'The lease ends on 31 March.' };

/** A letter to a recipient whose name determines its outcome in the sandbox. */
const letterTo = (recipient: string) => ({
	...letter,
	'First name': 'Claire',
	'Last name': 'Martin',
	Email: `${recipient}@example.org`,
	Reference: `NOTICE-2026-${recipient}`,
	Deadline: '2999-12-31',
});

export const examples: Examples = {
	sending: {
		// Without its file, which can't be pinned.
		workflow: () =>
			withPinnedForm(
				fillIn(readExample('stampee-send-registered-letter'), 'Send the letter', {
					attachments: '',
				}),
				letter,
			),
		trigger: 'Fill in the letter',
	},
	uses: {
		'stampee-onboard-customer': async (user) => {
			const example = 'stampee-onboard-customer';
			const workflow = soon(readExample(example), 'Wait a week', 5);
			await user.editor.openWorkflow(workflow);
			const customer = { Name: 'Atelier Dupin', Email: 'accept@example.org' };
			await user.submitForm(
				workflow,
				customer,
				await user.timeAfter('stampee', /^POST .*customers/, { minutes: 6 }),
			);
			await user.seeOutput(example, 'Ask the customer', 'Atelier Dupin', 'PENDING');
		},

		'stampee-send-letter-on-behalf-of-customer': async (user) => {
			const example = 'stampee-send-letter-on-behalf-of-customer';
			const workflow = readExample(example);
			await user.editor.openWorkflow(workflow);
			await user.editor.openNode('Send the letter');
			const customer = user.editor.page.locator('[data-test-id="rlc-item"]:visible', {
				hasText: 'Atelier Dupin',
			});
			await user.editor.until(customer, async () => user.editor.find('rlc-input').click());
			await customer.first().click();
			await user.editor.closeNode();
			await user.submitForm(workflow, letterTo('open'));
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
			const workflow = readExample(example);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, letter);
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
			const workflow = readExample(example);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(workflow, letterTo('refuse'));
			await user.sandbox.advance({ minutes: 6 });
			await user.editor.execute('Every hour');
			await user.seeOutput(example, 'Name it by the reference', 'REFUSED.pdf');
		},

		'stampee-letter-from-form': async (user) => {
			const example = 'stampee-letter-from-form';
			const { files } = user.editor.stage.folders;
			const workflow = inFolder(soon(readExample(example), 'Wait six hours', 3), files);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(
				workflow,
				letterTo('refuse+form'),
				await user.timeAfter('stampee', /^POST .*messages/, { minutes: 6 }),
			);
			await user.seeOutput(example, 'Save it in the folder', 'REFUSED.pdf');
			expect(await user.files()).toContainEqual(expect.stringMatching(/-REFUSED\.pdf$/));
			const email = (await user.emails()).join('\n');
			expect(email).toContain('Subject: Letter NOTICE-2026-refuse+form: refused');
		},

		'stampee-wait-for-delivery': async (user) => {
			const example = 'stampee-wait-for-delivery';
			const workflow = soon(readExample(example), 'Wait six hours', 3);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(
				workflow,
				letterTo('accept+wait'),
				await user.timeAfter('stampee', /^POST .*messages/, { minutes: 6 }),
			);
			await user.seeOutput(example, 'Accepted: go on here', 'ACCEPTED');
		},
	},
};
