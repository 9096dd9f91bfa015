import type { Act } from '../../../demo/act';
import { expected, letterName } from './expectations';
import { followLetters } from './following';
import { onboardCustomer, welcomeCustomer } from './onboarding';
import { sendLetters } from './sending';

/** From the first question to the last proof. */
export const demo: Act = {
	title: 'simple and registered letters, and the proof of them',
	async play(scene) {
		const customer = await onboardCustomer(scene);
		await welcomeCustomer(scene, customer);
		const letters = await sendLetters(scene, customer);
		await followLetters(scene, letters);
	},
	nameOf: ({ recipient }) => letterName(recipient),
	expected,
};
