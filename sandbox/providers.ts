import { startLegallyMail } from './legallyMail';
import type { RunningProvider } from './provider';
import { startPecMassiva } from './pecMassiva';
import { startPostageApp } from './postageApp';
import { startStampee } from './stampee';
import { startStemp } from './stemp';

/** All providers, by their names in a sandbox. To add one, add its folder and a line here. */
export const providers = {
	stampee: startStampee,
	postageApp: startPostageApp,
	stemp: startStemp,
	legallyMail: startLegallyMail,
	pecMassiva: startPecMassiva,
};

type Started<Start> = Start extends (...context: never[]) => Promise<RunningProvider<infer Api>>
	? Api
	: never;

/** The interface for tests of each provider. */
export type ProviderApis = { [Name in keyof typeof providers]: Started<(typeof providers)[Name]> };
