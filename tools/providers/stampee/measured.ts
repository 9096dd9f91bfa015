import type { Sandbox } from '../../../sandbox';
import { addresses, post } from '../../bench/fill';
import type { Measured } from '../../bench/measured';
import { addressees, letterToEachItem, stampee } from './node';

const headers = ({ stampee: { token } }: Sandbox) => ({ 'x-api-token': token });

export const measured: Measured = {
	combined: {
		fewest: () => 1,
		input: addressees,
		node: (options, credentials) =>
			stampee(
				['message', 'send'],
				{ ...letterToEachItem, customerReference: 'NOTICE', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: ({ stampee: { token } }) => ({ name: 'X-API-TOKEN', value: token }),
			url: ({ stampee: { url } }) => `${url}/messages/bulk_send`,
			fields: () => ({
				type: 'LS',
				body: letterToEachItem.body,
				recipients: letterToEachItem.recipientsJson,
			}),
		},
	},
	watched: [
		{
			event: 'Customer State Changed',
			hasList: true,
			parameters: () => ({ event: 'customerStateChanged' }),
			fill: async (sandbox, count, changing) => {
				const customers = addresses(count, changing, ['wait', 'accept']).map((email) => ({
					name: email,
					email,
					isPaying: false,
					willSendLre: false,
				}));
				const { url } = sandbox.stampee;
				await post(`${url}/customers/bulk_store`, headers(sandbox), { customers });
			},
			change: { minutes: 6 },
		},
		{
			event: 'Message Status Changed',
			hasList: false,
			parameters: (ids) => ({ event: 'messageStatusChanged', messageIds: ids.join() }),
			fill: async (sandbox, count, changing) => {
				const recipients = addresses(count, changing, ['silent', 'accept']).map((email) => ({
					email,
					firstname: 'Ada',
					lastname: 'Byron',
				}));
				const { url } = sandbox.stampee;
				const letter = { type: 'LS', body: '<p>Bonjour</p>', recipients };
				await post(`${url}/messages/bulk_send`, headers(sandbox), letter);
			},
			change: { minutes: 6 },
		},
	],
};
