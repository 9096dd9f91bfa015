import type { ProviderDemo } from '../../../demo/providerDemo';
import { expected, letterName } from './expectations';
import { followLetters } from './following';
import { onboardCustomer, welcomeCustomer } from './onboarding';
import { sendLetters } from './sending';

/** From onboarding a customer to the last proof. */
export const demo: ProviderDemo = {
	title: 'simple and registered letters, and the proof of them',
	async run(context) {
		const customer = await onboardCustomer(context);
		await welcomeCustomer(context, customer);
		const letters = await sendLetters(context, customer);
		await followLetters(context, letters);
	},
	nameOf: ({ recipient }) => letterName(recipient),
	expected,
};
