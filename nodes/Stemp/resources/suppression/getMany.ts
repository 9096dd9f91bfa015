import { EMAILS } from '../../logs';

/** The path of the list of suppressed addresses. */
export const SUPPRESSIONS = `${EMAILS}/suppressions`;
