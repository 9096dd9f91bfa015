import { readExample, soon, withPinnedForm } from '../../demo/examples';
import type { Examples } from '../examples';
import { stemp } from './node';

const reward = { 'User ID': 'cust_eager', Reward: 'a free coffee' };

export const examples: Examples = {
	sending: {
		workflow: () => withPinnedForm(readExample('stemp-reward-mail'), reward),
		trigger: 'Who earned a reward?',
		upTo: 'Send the reward',
	},
	uses: {
		'stemp-welcome-new-user': async (user) => {
			const example = 'stemp-welcome-new-user';
			const [data] = await user.editor.run(
				stemp(['user', 'create'], {
					email: 'nora@example.org',
					additionalFields: { name: 'Nora' },
				}),
			);
			await user.editor.openWorkflow(readExample(example));
			await user.executePushed('A user is new', 'stemp', { type: 'user.created', data });
			await user.seeOutput(example, 'Welcome them', 'Welcome!', 'sent');
		},

		'stemp-reward-mail': async (user) => {
			const example = 'stemp-reward-mail';
			const workflow = soon(readExample(example), 'Wait two days', 3);
			await user.editor.openWorkflow(workflow);
			await user.submitForm(
				workflow,
				reward,
				await user.timeAfter('stemp', /^POST .*emails/, { days: 2 }),
			);
			await user.seeOutput(example, 'Look it up', 'delivered');
		},
	},
};
