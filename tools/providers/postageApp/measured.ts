import { addresses, post } from '../../bench/fill';
import type { Measured } from '../../bench/measured';
import { customers, mailToEachItem, postageApp } from './node';

export const measured: Measured = {
	combined: {
		fewest: () => 1,
		input: customers,
		node: (options, credentials) =>
			postageApp(
				['message', 'send'],
				{ ...mailToEachItem, textPlain: 'Thank you', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: () => ({ name: 'Accept', value: 'application/json' }),
			url: ({ postageApp: { url } }) => `${url}/v.1.1/send_message.json`,
			fields: ({ postageApp: { projectKey } }) => ({
				api_key: projectKey,
				arguments:
					'={{ { recipients: $json.email, headers: { subject: "Your receipt" }, content: "Thank you" } }}',
			}),
		},
	},
	watched: [
		{
			event: 'Delivery Status Changed',
			hasList: true,
			parameters: () => ({ event: 'transmissionStatusChanged' }),
			fill: async ({ postageApp: { url, projectKey } }, count, changing) =>
				await post(
					`${url}/v.1.1/send_message.json`,
					{},
					{
						api_key: projectKey,
						uid: 'notice',
						arguments: {
							recipients: addresses(count, changing, ['expire', 'slow']),
							headers: { subject: 'Notice' },
							content: 'Hello',
						},
					},
				),
			settle: { minutes: 2 },
			change: { hours: 5 },
			note: 'PostageApp tells no total of its list, and may give less than it is asked for, so one request more shows that the next page is empty.',
		},
	],
};
