import type { Sandbox } from '../../../sandbox';
import { addresses, post } from '../../bench/fill';
import type { Measured } from '../../bench/measured';
import { emailToEachItem, legallyMail, recipients, unhurried } from './node';

const SENDS = 25;

/** The maximum length of its lists. */
const LISTED = 25;

/** Checking this many once takes two hours at ten requests a minute. */
const MAX_RESULTS = 1000;

const headers = ({ legallyMail: { token } }: Sandbox) => ({ authorization: `Bearer ${token}` });

/** Lets the trigger see things before newer ones displace them in the list. */
async function oneByOne(
	bodies: object[],
	send: (body: object) => Promise<void>,
	learn: () => Promise<void>,
): Promise<void> {
	for (const [index, body] of bodies.entries()) {
		await send(body);
		if (index % LISTED === LISTED - 1) await learn();
	}
}

export const measured: Measured = {
	limited: {
		limit: '10 a minute',
		sends: SENDS,
		minimum: 60 * (Math.ceil(SENDS / 10) - 1),
		input: () => recipients(SENDS),
		node: (credentials) =>
			legallyMail(
				['email', 'send'],
				{ ...emailToEachItem, options: { maxRequestsPerMinute: 10 } },
				{ credentials },
			),
		alternative: {
			token: ({ legallyMail: { token } }) => token,
			url: ({ legallyMail: { url } }) => `${url}/api/send`,
			fields: () => emailToEachItem,
			batch: { batchSize: 10, batchInterval: 60_000 },
		},
	},
	combined: {
		fewest: (count) => count / 10,
		input: recipients,
		node: (options, credentials) =>
			legallyMail(
				['email', 'send'],
				{ ...emailToEachItem, subject: 'Notice', options: { ...options } },
				{ credentials },
			),
		alternative: {
			header: ({ legallyMail: { token } }) => ({
				name: 'Authorization',
				value: `Bearer ${token}`,
			}),
			url: ({ legallyMail: { url } }) => `${url}/api/send`,
			fields: () => ({ ...emailToEachItem, subject: 'Notice' }),
		},
		note: 'The limit of LegallyMail is lifted: it lets 100 requests take ten minutes, and 1,000 a hundred.',
	},
	watched: [
		{
			event: 'Email Status Changed',
			hasList: true,
			most: MAX_RESULTS,
			parameters: () => ({ event: 'emailStatusChanged', options: unhurried }),
			fill: async (sandbox, count, changing, learn) => {
				const mails = addresses(count, changing, ['silent', 'slow']).map((recipient) => ({
					recipient,
					subject: 'Notice',
					message: '<p>Bonjour</p>',
				}));
				const url = `${sandbox.legallyMail.url}/api/send`;
				const send = async (mail: object) => await post(url, headers(sandbox), mail);
				await oneByOne(mails, send, learn);
			},
			change: { hours: 2 },
			note: 'The limit of LegallyMail is lifted: ten requests a minute let a poll look at eight emails.',
		},
		{
			event: 'Signature Status Changed',
			hasList: true,
			most: MAX_RESULTS,
			parameters: () => ({ event: 'signatureStatusChanged', options: unhurried }),
			fill: async (sandbox, count, changing, learn) => {
				const signatures = addresses(count, changing, ['silent', 'sign']).map((email) => ({
					signers: [{ name: 'Ada', email }],
					document: Buffer.from('%PDF-1.4').toString('base64'),
					document_name: 'Contract.pdf',
				}));
				const url = `${sandbox.legallyMail.url}/api/signature/send`;
				const send = async (signature: object) => await post(url, headers(sandbox), signature);
				await oneByOne(signatures, send, learn);
			},
			change: { minutes: 6 },
		},
	],
};
