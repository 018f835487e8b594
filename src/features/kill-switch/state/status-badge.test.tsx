import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { personas } from '../../../../mocks/seeds/personas';
import { announced, badge, rowsAre, statusIs, SWITCH } from '../../../testing/find';
import { answerWith, renderApp } from '../../../testing/render-app';

const ENGAGED = { status: 'engaged', engaged_at: '2026-11-21T08:48:00Z', engaged_by: 'ops@acme.example' };

describe('Checking', () => {
  test('is all that the badge says before the first answer', async () => {
    const app = await renderApp({ faults: 'status:slow' });
    expect(badge()).toHaveTextContent(/^Checking…$/);
    expect(screen.getByText('not checked yet')).toBeVisible();
    await app.pass(3);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

describe('Disengaged', () => {
  test('says what it means [AEGIS-17]', async () => {
    await renderApp();
    expect(badge()).toHaveTextContent(/^Disengaged.*Agents are running\./);
    expect(screen.getByText('checked 0 s ago')).toBeVisible();
  });
});

describe('Engaged', () => {
  test('says since when, by whom, why and for how long, from the status [AEGIS-18]', async () => {
    const app = await renderApp({ as: 'admin', seed: { engaged: true } });
    expect(badge()).toHaveTextContent(
      /^Engaged at .*2026-11-21 08:48:00 UTC.* by sam\.security@acme\.example/,
    );
    expect(badge()).toHaveTextContent('Reason: Agent deletes customer records outside its scope');
    expect(badge()).toHaveTextContent('for 12 min');
    expect(badge()).not.toHaveTextContent('audit log');
    expect(within(badge()).getByRole('time')).toHaveAttribute('datetime', '2026-11-21T08:48:00.000Z');
    await app.pass(60, 10);
    expect(badge()).toHaveTextContent('for 13 min');
  });

  test('takes time and operator from the audit log when the status has none, and says so', async () => {
    await renderApp({ seed: { engaged: true }, faults: 'no-engaged-at' });
    expect(badge()).toHaveTextContent(
      /^Engaged at .*2026-11-21 08:48:00 UTC.* by sam\.security@acme\.example/,
    );
    expect(badge()).toHaveTextContent('Time and operator are from the audit log.');
  });

  test('does not wait for the audit log', async () => {
    const app = await renderApp();
    app.faults('any:no-engaged-at,history:audit-lag');
    await app.pass(25);
    await app.elsewhere('security', 'engage', 'Now');
    await app.pass(5);
    expect(badge()).toHaveTextContent(/^EngagedReason: Now/);
    expect(badge()).toHaveTextContent('When and by whom is not yet in the audit log');
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Engaged at .* by Sam Security \(sam\.security@acme\.example\)/);
  });

  test('names the signed-in person as you', async () => {
    await renderApp({ as: 'security', seed: { engaged: true } });
    expect(badge()).toHaveTextContent('by you, sam.security@acme.example');
  });

  test.each([
    [{ ...ENGAGED, engaged_by: null }, 'by not recorded'],
    [{ ...ENGAGED, engaged_by: '***EMAIL_REDACTED***' }, 'by redacted by the server'],
    [{ ...ENGAGED, reason: null }, 'Reason: not recorded'],
    [{ ...ENGAGED, reason: '  ' }, 'Reason: not recorded'],
    [{ ...ENGAGED, reason: 'key ***HEX_SECRET_REDACTED***' }, 'Reason: key redacted by the server'],
    [
      { ...ENGAGED, engaged_at: '2026-11-21T08:48:00' },
      'at 2026-11-21T08:48:00 (not a time with a zone) by ops@acme.example',
    ],
    [{ ...ENGAGED, engaged_at: null }, 'The time is not recorded.'],
    [{ ...ENGAGED, engaged_at: '2026-11-22T08:48:00Z' }, 'The recorded time is in the future'],
  ])('shows %j as %s', async (status, words) => {
    await renderApp({ prepare: () => answerWith(statusIs(status)) });
    expect(badge()).toHaveTextContent(words);
  });

  test('never calls a redacted name you', async () => {
    const status = { ...ENGAGED, engaged_by: '***EMAIL_REDACTED***' };
    await renderApp({ prepare: () => answerWith(statusIs(status)), faults: 'auth:redacted-answers' });
    expect(badge()).not.toHaveTextContent('you');
  });

  test('makes characters that reorder or hide a reason visible', async () => {
    const reason = 'invoice\u202Efdp.exe <b>now</b>\u200B';
    await renderApp({ prepare: () => answerWith(statusIs({ ...ENGAGED, reason })) });
    expect(badge()).toHaveTextContent('invoice⟨U+202E⟩fdp.exe <b>now</b>⟨U+200B⟩');
    expect(within(badge()).getByText(/invoice/).tagName).toBe('BDI');
  });
});

describe('a device’s clock', () => {
  test.each([
    [3 * 3_600_000, '3 h behind'],
    [-2 * 3_600_000, '2 h ahead of'],
  ])(
    'that is wrong by %i ms is reported, and does not change how long the switch is engaged',
    async (serverAhead, words) => {
      await renderApp({ seed: { engaged: true }, serverAhead });
      expect(badge()).toHaveTextContent(`This device’s clock is ${words} the server’s.`);
      expect(badge()).toHaveTextContent('for 12 min');
    },
  );

  test('that is right is not mentioned', async () => {
    await renderApp({ seed: { engaged: true } });
    expect(badge()).not.toHaveTextContent('clock');
  });
});

test('the status region does not announce its ticks, and the state is announced once', async () => {
  const app = await renderApp();
  expect(badge()).toHaveAttribute('aria-live', 'off');
  const polite = announced('polite');
  const { length } = app.sent('GET', SWITCH);
  await app.pass(31);
  expect(app.sent('GET', SWITCH)).toHaveLength(length + 1);
  expect(announced('polite')).toBe(polite);
  expect(announced('assertive')).toBe('');
});

test('rows of another kind do not say who engaged', async () => {
  const row = {
    id: 'r1',
    tenant_id: personas.admin.tenantId,
    action: 'kill_switch_disengaged',
    timestamp: null,
  };
  const engaged = { status: 'engaged', engaged_at: null, engaged_by: null };
  await renderApp({ prepare: () => answerWith(statusIs(engaged), rowsAre('kill_switch_disengaged', [row])) });
  expect(badge()).toHaveTextContent('When and by whom is not yet in the audit log');
});
