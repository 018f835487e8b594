import { later } from '../lib/later';

/** What the shell can do without until the lever is ready: late.ts. Null until it is there, and when it is lost. */
export const useLate = later(() => import('./late'));

export type Late = ReturnType<typeof useLate>;
