import type { SandboxSettings } from '../sandboxSettings';

export const pigeonPostSandboxSettings: SandboxSettings = {
	showAfter: ({ pigeonPost: { switches } }, seconds) => {
		switches.listDelay = seconds;
	},
	keepFor: ({ pigeonPost: { switches } }, days) => {
		switches.keyHours = days * 24;
	},
};
