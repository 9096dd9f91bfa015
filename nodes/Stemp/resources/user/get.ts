import type { Build } from '../../../shared/dispatch/routing';
import { userIn } from './users';

export const buildUserRequest: Build = async function (request) {
	return { ...request, url: userIn(this).path };
};
