import type { SandboxSettings } from '../sandboxSettings';

export const legallyMailSandboxSettings: SandboxSettings = {
	isPerAddress: true,
	liftLimits: ({ legallyMail: { switches } }) => {
		Object.assign(switches, { rateLimit: null, planLimit: 10_000_000, smsCredits: 10_000_000 });
	},
	// "10 requests per minute per IP address", and no header that tells when the minute ends.
	throttling: {
		'429 of the limit of a minute': {
			seconds: 60,
			answer: () => ({
				body: { success: false, error: 'Too Many Requests', message: 'Rate limit exceeded' },
			}),
		},
	},
	showAfter: ({ legallyMail: { switches } }, seconds) => {
		switches.listDelay = seconds * 1000;
	},
};
