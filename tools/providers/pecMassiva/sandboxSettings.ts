import type { SandboxSettings } from '../sandboxSettings';

export const pecMassivaSandboxSettings: SandboxSettings = {
	liftLimits: ({ pecMassiva: { switches, wallet } }) => {
		Object.assign(switches, { secondsBetweenSends: 0, ids: 'stable' });
		wallet.credit = 10_000_000;
	},
	beStrict: ({ pecMassiva: { switches } }) => {
		switches.ids = 'shifting';
	},
	showAfter: ({ pecMassiva: { switches } }, seconds) => {
		switches.acceptanceSeconds = seconds;
	},
};
