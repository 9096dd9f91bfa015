import { legallyMailProvider } from './legallyMail';
import { pecMassivaProvider } from './pecMassiva';
import { postageAppProvider } from './postageApp';
import type { Provider } from './provider';
import { stampeeProvider } from './stampee';
import { stempProvider } from './stemp';

export type { Provider, ProviderName } from './provider';

/** All providers, in the order of the documents. A new provider needs a folder and a line here. */
export const PROVIDERS: Provider[] = [
	stampeeProvider,
	pecMassivaProvider,
	legallyMailProvider,
	stempProvider,
	postageAppProvider,
];
