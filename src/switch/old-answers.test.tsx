import { http } from 'msw';
import { expect, test, vi } from 'vitest';
import {
  badge,
  button,
  historyRows,
  reasonField,
  rowsAre,
  SWITCH,
  sendButton,
  statusIs,
} from '../testing/find';
import { answerWith, renderApp } from '../testing/render-app';

// Law 7: old answers never overwrite new ones. More of it: toggle-provider.test.tsx, e2e/laws/law-07-old-answers.spec.ts.

test('a reading begun before a toggle never overwrites what was read after it', async () => {
  let release = () => {};
  const app = await renderApp();
  await app.click(button('Engage'));
  await app.fill(reasonField(), 'Drill');
  // The server answered "disengaged" long ago; the network brings it late.
  const late = new Promise<void>((resolve) => (release = resolve));
  const slow = statusIs({ status: 'disengaged' });
  answerWith(
    http.get(
      `*${SWITCH}`,
      async ({ request }) => {
        await late;
        return (await slow.run({ request, requestId: 'late' }))?.response;
      },
      { once: true },
    ),
  );
  // Nobody waits for this answer: it is under way while the toggle is sent, answered and read back.
  await app.user.click(button('Refresh'));
  await app.user.click(sendButton() ?? document.body);
  await app.happen(() => vi.advanceTimersByTimeAsync(1));
  expect(badge()).toHaveTextContent(/^Engaged/);
  release();
  await app.settle();
  expect(badge()).toHaveTextContent(/^Engaged/);
});

test('a history read before a toggle that arrives after it does not hide the new row', async () => {
  let release = () => {};
  const app = await renderApp();
  await app.click(button('Engage'));
  await app.fill(reasonField(), 'Drill');
  const late = new Promise<void>((resolve) => (release = resolve));
  const empty = rowsAre('none', []);
  let held = 0;
  answerWith(
    http.get('*/audit/logs', async ({ request }) => {
      if (held === 2) return undefined;
      held += 1;
      await late;
      return (await empty.run({ request, requestId: 'late' }))?.response;
    }),
  );
  await app.user.click(button('Refresh'));
  await app.user.click(sendButton() ?? document.body);
  await app.happen(() => vi.advanceTimersByTimeAsync(1));
  expect(held).toBe(2);
  expect(historyRows()).toHaveLength(9);
  release();
  await app.settle();
  expect(historyRows()).toHaveLength(9);
  expect(historyRows()[0]?.[2]).toBe('Drill');
});
