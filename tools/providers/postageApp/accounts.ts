import type { Accounts } from '../accounts';

export const postageAppAccounts: Accounts = {
	changes: {
		newToken: ({ postageApp }) => ({ projectApiKey: postageApp.newProjectKey() }),
		otherAccount: ({ postageApp }) => ({
			projectApiKey: postageApp.newProjectKey('https://acct.postageapp.com/projects/6'),
		}),
	},
	isQuestion: ({ path }) => path === '/v.1.1/get_project_info',
};
