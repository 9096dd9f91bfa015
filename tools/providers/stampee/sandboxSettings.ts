import type { SandboxSettings } from '../sandboxSettings';

export const stampeeSandboxSettings: SandboxSettings = {};
