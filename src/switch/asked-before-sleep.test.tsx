import { http, HttpResponse } from 'msw';
import { describe, expect, test, vi } from 'vitest';
import { tenants } from '../../mocks/seeds/personas';
import { badge, button, SWITCH } from '../testing/find';
import { answerWith, renderApp, START } from '../testing/render-app';

// Law 1: an answer that left the server before the device fell asleep says nothing afterwards. The next reading decides, at once.

const SLEPT_MS = 600_000;

/** The device wakes after ten minutes, and no timer has run. On some systems, `performance` stood still meanwhile. */
function sleep(performanceRuns: boolean) {
  vi.setSystemTime(START + SLEPT_MS);
  if (!performanceRuns) return;
  const read = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => read() + SLEPT_MS);
}

/** The next answer to a reading of the switch: it left the server at the start of the test, and is under way until released. */
function heldAnswer() {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const data = { status: 'disengaged', tenant_id: tenants.acme.id, reason: null, epoch: 8 };
  const headers = { Date: new Date(START).toUTCString() };
  const answer = async () => {
    await released;
    return HttpResponse.json({ success: true, data, error: null, meta: null }, { headers });
  };
  answerWith(http.get(`*${SWITCH}`, answer, { once: true }));
  return { release: () => release() };
}

/** A page whose reading was under way when the device fell asleep. Somebody engaged meanwhile. */
async function wake(reading: 'first' | 'later', performanceRuns: boolean) {
  let held = { release: () => {} };
  // The fault is only for the test's own waiting: it does not wait for what hangs.
  const app = await renderApp(
    reading === 'first' ? { faults: 'status:hang', prepare: () => (held = heldAnswer()) } : {},
  );
  if (reading === 'later') {
    held = heldAnswer();
    app.faults('status:hang');
    await app.click(button('Refresh'));
  }
  sleep(performanceRuns);
  await app.elsewhere('security', 'engage', 'While the laptop slept');
  app.faults('');
  return { app, release: () => app.happen(held.release) };
}

describe.each([
  ['first', 'stood still', false],
  ['first', 'ran on', true],
  ['later', 'stood still', false],
  ['later', 'ran on', true],
] as const)('with the %s reading under way in a sleep in which the steady clock %s', (reading, _, runs) => {
  test('the page shows what is read after it within a second, whenever the old answer comes', async () => {
    const { app, release } = await wake(reading, runs);
    await app.pass(1, 1);
    expect(badge()).toHaveTextContent(/^Engaged/);
    await release();
    expect(badge()).toHaveTextContent(/^Engaged/);
    await app.pass(31);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });

  test('an old answer that comes first is never shown as new, and keeps nothing Unknown', async () => {
    const { app, release } = await wake(reading, runs);
    await release();
    // Its page has not even noticed the sleep yet.
    expect(badge()).toHaveTextContent(/^Unknown/);
    await app.pass(1, 1);
    expect(badge()).toHaveTextContent(/^Engaged/);
  });
});
