import type { components } from '../contract/contract';

export type Invalid = components['schemas']['ValidationDetail'] & {
  input?: unknown;
  ctx?: Record<string, unknown>;
};

/** A request that was not carried out, in the terms of the envelope `{success, data, error, meta}`. */
export interface Refusal {
  status: number;
  error: string;
  data: unknown;
  meta: { details: Invalid[] } | null;
}

/** What came of a rule. A refusal is returned, not thrown: what the rule recorded of it is kept with it. */
export type Outcome<Data> = { refusal: null; data: Data } | { refusal: Refusal };

export const done = <Data>(data: Data): Outcome<Data> => ({ refusal: null, data });

export function refused(status: number, error: string, data: unknown = null): { refusal: Refusal } {
  return { refusal: { status, error, data, meta: null } };
}

/** A 422 in the words of the running Aegis. */
export function invalid(detail: Invalid): { refusal: Refusal } {
  return { refusal: { status: 422, error: 'Validation failed', data: null, meta: { details: [detail] } } };
}
