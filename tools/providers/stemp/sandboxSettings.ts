import type { SandboxSettings } from '../sandboxSettings';

export const stempSandboxSettings: SandboxSettings = {
	liftLimits: ({ stemp: { switches } }) => {
		switches.rateLimit = { requests: 1_000_000, seconds: 60 };
	},
	beStrict: ({ stemp: { switches } }) => {
		switches.accessTokenLife = 1e9;
	},
	showAfter: ({ stemp: { switches } }, seconds) => {
		Object.assign(switches, { logDelay: seconds, userDelay: seconds });
	},
};
