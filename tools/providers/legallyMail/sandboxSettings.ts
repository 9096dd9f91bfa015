import type { SandboxSettings } from '../sandboxSettings';

export const legallyMailSandboxSettings: SandboxSettings = {
	isPerAddress: true,
	liftLimits: ({ legallyMail: { switches } }) => {
		Object.assign(switches, { rateLimit: null, planLimit: 10_000_000, smsCredits: 10_000_000 });
	},
	showAfter: ({ legallyMail: { switches } }, seconds) => {
		switches.listDelay = seconds * 1000;
	},
};
