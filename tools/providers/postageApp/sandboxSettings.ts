import type { SandboxSettings } from '../sandboxSettings';

export const postageAppSandboxSettings: SandboxSettings = {
	showAfter: ({ postageApp: { switches } }, seconds) => {
		switches.listDelay = seconds;
	},
	keepFor: ({ postageApp: { switches } }, days) => {
		switches.retentionDays = days;
	},
};
