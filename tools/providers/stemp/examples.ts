import { assign, readExample } from '../../demo/examples';
import type { Examples } from '../examples';
import { stemp } from './node';

export const examples: Examples = {
	sending: {
		workflow: () =>
			assign(readExample('stemp-reward-mail'), 'Who earned a reward', { externalId: 'cust_eager' }),
		trigger: 'Start',
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
			await user.editor.openWorkflow(
				assign(readExample(example), 'Who earned a reward', { externalId: 'cust_eager' }),
			);
			await user.editor.execute();
			await user.seeOutput(example, 'Look it up', 'delivered');
		},
	},
};
