import { vi } from 'vitest';
import { tenants } from '../../../mocks/seeds/personas';
import { elapsedMs, readClock, type Instant } from '../../lib/clock';
import { isRecord } from '../../lib/is-record';
import { SWITCH } from '../find';

/**
 * The last state that the server reported, read by the witness itself from the raw answer; null when it was no proper
 * answer.
 */
type Reading = { askedAt: Instant; says: string | null };

const FRESH_MS = 45_000;

/** Observes the requests and answers below the console's client, and judges the page by them. */
export function createWitness() {
  let newest: Reading | null = null;
  /** `refused`: the server answered that it did nothing, so the operator's text is still needed. */
  const toggles: { reason: unknown; refused: boolean }[] = [];
  const send = globalThis.fetch;

  const take = (reading: Reading) => {
    if (!newest || reading.askedAt.mono >= newest.askedAt.mono) newest = reading;
  };

  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const { method = 'GET', body } = init;
    const path = new URL(input, window.location.href).pathname;
    if (path !== SWITCH) return send(input, init);
    const askedAt = readClock();
    if (method !== 'GET') {
      const sent = { reason: reasonIn(body), refused: false };
      toggles.push(sent);
      const response = await send(input, init);
      sent.refused = response.status >= 400 && response.status < 500;
      return response;
    }
    try {
      const response = await send(input, init);
      const text = await response
        .clone()
        .text()
        .catch(() => '');
      take({ askedAt, says: response.status === 200 ? statusIn(text) : null });
      return response;
    } catch (error) {
      // A reading that the console itself aborted says nothing about the switch.
      if (!init.signal?.aborted) take({ askedAt, says: null });
      throw error;
    }
  });

  return {
    toggles,
    /** Whether the page may show the switch as disengaged now. */
    mayBeGreen: () =>
      newest?.says === 'disengaged' && elapsedMs(newest.askedAt, readClock()) <= FRESH_MS + 1_000,
  };
}

function reasonIn(body: unknown): unknown {
  const value: unknown = typeof body === 'string' ? JSON.parse(body) : null;
  return isRecord(value) ? value['reason'] : null;
}

function statusIn(text: string): string | null {
  try {
    const body: unknown = JSON.parse(text);
    const data = isRecord(body) && body['success'] === true ? body['data'] : null;
    if (!isRecord(data) || data['tenant_id'] !== tenants.acme.id) return null;
    return typeof data['status'] === 'string' ? data['status'] : null;
  } catch {
    return null;
  }
}
