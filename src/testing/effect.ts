import { http, HttpResponse } from 'msw';
import { vi } from 'vitest';
import type { SwitchEffect } from '../api/effect';
import { openDialog, send, SWITCH } from './find';
import { answerWith, renderApp } from './render-app';

/** A moment of the test, ms after the engage. */
export const at = (ms: number) => new Date(Date.parse('2026-11-21T09:00:01Z') + ms).toISOString();
type GatewayState = SwitchEffect['gateways'][number]['state'];

/** The epoch of the demo's history, and that of the engage that the test sends. */
const [EPOCH, ENGAGED] = [8, 9];

/** The effect of the engage that the test sends, one second after it began. */
export function effectWith(
  states: Record<string, GatewayState>,
  more: Partial<SwitchEffect> = {},
): SwitchEffect {
  return {
    epoch: ENGAGED,
    status: 'engaged',
    changed_at: at(0),
    gateways: Object.entries(states).map(([name, state]) => ({
      id: `id-${name}`,
      name,
      state,
      epoch: state === 'confirmed' ? ENGAGED : EPOCH,
      confirmed_at: state === 'confirmed' ? at(180) : null,
      last_seen_at: at(200),
    })),
    calls: {
      since: at(0),
      allowed: 0,
      denied: 214,
      by_agent: [
        { agent: 'billing-agent', allowed: 0, denied: 209 },
        { agent: 'inbox-agent', allowed: 0, denied: 5 },
      ],
    },
    leaked: { items: [], complete: true },
    ...more,
  };
}
/** What is answered before the engage. */
export const before = effectWith(
  { 'eu-1': 'confirmed' },
  { epoch: EPOCH, status: 'disengaged', changed_at: null },
);

/** A page on a server that answers `/effect`, first with `before`, then with what the test sets. */
export async function withEffect() {
  const answers: { now: SwitchEffect | Response } = { now: before };
  const effect = vi.fn(() => answers.now);
  const app = await renderApp({
    prepare: () =>
      answerWith(
        http.get(`*${SWITCH}/effect`, () => {
          const data = effect();
          return data instanceof Response
            ? data.clone()
            : HttpResponse.json({ success: true, data, error: null, meta: null });
        }),
      ),
  });
  const asked = () => effect.mock.calls.length;
  async function engage(after: SwitchEffect | Response) {
    await openDialog(app, 'Engage', 'A loop');
    answers.now = after;
    await send(app);
  }
  return { app, answers, asked, engage };
}
