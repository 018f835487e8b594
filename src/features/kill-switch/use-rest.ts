import { later } from '../../lib/later';

/** The parts of rest.ts: null until they are there. Without them the levers, the state and the outage card still work. */
export const useRest = later(async () => (await import('./rest')).rest);

export type Rest = ReturnType<typeof useRest>;
