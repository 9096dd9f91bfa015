import { positions, times, type Rehearsal } from '../rehearsal';
import { App } from './caller';
import { stempAccount } from './node';

const TEAPOT = { code: 'teapot', params: null };

let born = 0;

export const stempRehearsal: Rehearsal = {
	async use(sandbox) {
		const app = new App(sandbox);
		await times(30, async () => {
			await app.send(app.user(`rehearsed+${++born}@example.org`).id);
			sandbox.clock.advance({ minutes: 1 });
		});
		return {};
	},
	async acquaint(sandbox, { name, address, subject, phone }) {
		const user = sandbox.stemp.users.add({ email: address, name, phone });
		await new App(sandbox).send(user.id, { subject });
		return {};
	},
	credential: ({ stemp }) => stempAccount(stemp),
	recipient: ({ stemp }) => stemp.users.add({ email: `me+${++born}@example.org` }).id,
	positions: {
		accessTokenLife: positions(1800, 600),
		// For this one the status is documented.
		unauthorized: positions({ status: 401, body: TEAPOT }),
		invalidRefreshToken: positions({ status: 418, body: TEAPOT }),
		notFound: positions({ status: 418, body: TEAPOT }),
		largestPage: positions(10, 25),
		totals: [
			{ position: 'shown', beside: { largestPage: 10 } },
			{ position: 'asked', beside: { largestPage: 10 } },
			{ position: 'none' },
		],
		sentStatus: positions(200, 201, 202),
		logDelay: positions(0),
	},
	credentialFor: {
		refreshNeedsClient: ({ stemp }) => ({
			...stempAccount(stemp),
			clientId: stemp.client.id,
			clientSecret: stemp.client.secret,
		}),
	},
};
