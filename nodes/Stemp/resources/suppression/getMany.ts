import { EMAILS } from '../../logs';

/** Where the suppressed addresses are listed. */
export const SUPPRESSIONS = `${EMAILS}/suppressions`;
