import type { Provider } from '../provider';
import { pecMassiva, pecMassivaAccountWithKey } from './node';

export const pecMassivaProvider: Provider = {
	name: 'pecMassiva',
	title: 'PEC Massiva',
	room: 'PecMassiva',
	page: 'pec-massiva',
	credential: 'pecMassivaApi',
	account: (sandbox) => pecMassivaAccountWithKey(sandbox.pecMassiva),
	node: pecMassiva,
};
