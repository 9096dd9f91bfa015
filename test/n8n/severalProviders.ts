import { readExample } from '../../tools/demo/examples';
import type { Use } from '../../tools/providers/examples';
import { acceptedLetter } from '../../tools/providers/stampee/examples';
import { Model } from './model';

/** What a user does with the examples that use several providers; they follow those of each provider. */
export const severalProviders: Record<string, Use> = {
	'several-providers-fallback': async (user) => {
		const example = 'several-providers-fallback';
		const workflow = readExample(example);
		await user.editor.openWorkflow(workflow);
		await user.submitForm(workflow, {
			Reference: 'NOTICE-2026-021',
			'PEC address': 'bounce@example.org',
			Email: 'read@example.org',
			Subject: 'Notice NOTICE-2026-021',
			Text: 'We hereby give notice that the lease ends on 31 March.',
		});
		await user.sandbox.advance({ minutes: 5 });
		await user.editor.execute('Every 15 minutes');
		await user.seeOutput(example, 'Store its tracking ID', 'NOTICE-2026-021', 'LegallyMail');
	},

	'several-providers-agent-looks-up': async (user) => {
		const example = 'several-providers-agent-looks-up';
		const messageId = await acceptedLetter(user);
		const model = await Model.start('Look_up_a_letter_at_Stampee', { messageId });
		try {
			user.editor.stage.credentials.openAiApi = await user.editor.rest.call(
				'POST',
				'/credentials',
				{
					name: 'A model on this computer',
					type: 'openAiApi',
					data: { apiKey: 'none', url: model.url },
				},
			);
			const workflow = readExample(example);
			const question = 'When a question comes';
			await user.editor.openWorkflow({
				...workflow,
				nodes: workflow.nodes.map((node) =>
					node.name === 'Model'
						? { ...node, credentials: { openAiApi: { id: null, name: '' } } }
						: node,
				),
				pinData: {
					[question]: [
						{ json: { sessionId: '1', action: 'sendMessage', chatInput: 'What became of it?' } },
					],
				},
			});
			await user.editor.execute();
			await user.seeOutput(example, 'Agent', 'ACCEPTED');
		} finally {
			await model.stop();
		}
	},
};
