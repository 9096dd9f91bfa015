import type { ToItems } from '../../../shared/dispatch/routing';
import { uidOf } from '../../api';
import { identityOf } from './message';

export const toReceipt: ToItems<string> = async ([{ json }], _response, asked) => [
	{ json: identityOf(uidOf(json) || asked, json) },
];
