import type { Build } from '../../../shared/dispatch/routing';
import { userPath } from './users';

export const buildUserRequest: Build = async function (request) {
	return { ...request, url: userPath(this) };
};
