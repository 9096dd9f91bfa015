import { legallyMailProvider } from './legallyMail';
import { pecMassivaProvider } from './pecMassiva';
import { postageAppProvider } from './postageApp';
import type { Provider } from './provider';
import { stampeeProvider } from './stampee';
import { stempProvider } from './stemp';

export type { ConnectedHouse, House, Kind, Provider, Row } from './provider';

/** In the order of the report. */
export const PROVIDERS: Provider[] = [
	stampeeProvider,
	pecMassivaProvider,
	legallyMailProvider,
	stempProvider,
	postageAppProvider,
];
