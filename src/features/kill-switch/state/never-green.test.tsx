import { http, HttpResponse } from 'msw';
import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { tenants } from '../../../../mocks/seeds/personas';
import { badge, button, openDialog, report, rowsAre, send, statusIs, SWITCH } from '../../../testing/find';
import { answerWith, renderApp, START } from '../../../testing/render-app';

// Law 1: whatever contradicts a Disengaged, or makes it old, removes the green. The page's clock starts at 09:00:00 UTC.

const ENGAGED_ROW = 'kill_switch_engaged';
const row = (timestamp: string, more: object = {}) => ({
  id: 'row-1',
  tenant_id: tenants.acme.id,
  action: ENGAGED_ROW,
  timestamp,
  metadata_json: { actor: 'id-9', actor_email: 'eve@acme.example' },
  ...more,
});
const answer = (body: object, headers: Record<string, string> = {}) =>
  http.get(`*${SWITCH}`, () => HttpResponse.json(body, { headers }));
/** An answer with the server's clock, which equals the page's. */
const dated = (body: object) =>
  http.get(`*${SWITCH}`, () => HttpResponse.json(body, { headers: { Date: new Date().toUTCString() } }));
const disengaged = {
  success: true,
  data: { status: 'disengaged', tenant_id: tenants.acme.id, reason: null },
};

describe('an answer that is old', () => {
  test('by its own Age says nothing about now, and the page says why', async () => {
    await renderApp({ prepare: () => answerWith(answer(disengaged, { Age: '3600' })) });
    expect(badge()).toHaveTextContent(
      /^Unknown — not confirmed yet.*A cache answered in the server’s place.*1 h old/,
    );
  });

  test('by a Date that stands still becomes Unknown, and known again with the next correct one', async () => {
    const still = { Date: new Date(START).toUTCString() };
    const app = await renderApp({ prepare: () => answerWith(answer(disengaged, still)) });
    expect(badge()).toHaveTextContent(/^Disengaged/);
    await app.pass(30);
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Disengaged.*A cache answered/);
    answerWith(dated(disengaged));
    await app.pass(5);
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('never replaces a newer one', async () => {
    const app = await renderApp({ seed: { engaged: true } });
    expect(badge()).toHaveTextContent(/^Engaged/);
    answerWith(answer(disengaged, { Age: '40' }));
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Unknown — last confirmed Engaged 30 s ago/);
  });
});

describe('an answer that contradicts itself', () => {
  test.each([
    { ...disengaged, error: 'redis_unavailable' },
    { ...disengaged, data: { ...disengaged.data, engaged_at: '2026-11-21T08:48:00Z' } },
    { ...disengaged, data: { ...disengaged.data, engaged_by: 'ops@acme.example' } },
  ])('is Unknown: %j', async (body) => {
    await renderApp({ prepare: () => answerWith(answer(body)) });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet.*The answer contradicts itself/);
  });

  test.each([
    { ...disengaged, error: '' },
    { ...disengaged, data: { ...disengaged.data, engaged_at: '', engaged_by: null } },
  ])('is accepted when it contradicts nothing: %j', async (body) => {
    await renderApp({ prepare: () => answerWith(answer(body)) });
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });
});

describe('a newest toggle row that says Engaged', () => {
  const withRow = (timestamp: string) =>
    renderApp({
      prepare: () => answerWith(statusIs({ status: 'disengaged' }), rowsAre(ENGAGED_ROW, [row(timestamp)])),
    });

  test('together with a Disengaged is shown beside the badge, on every page, and nothing is green', async () => {
    const app = await withRow('2026-11-21T08:59:00Z');
    expect(badge()).toHaveTextContent(
      /^Unknown — the status says Disengaged.*newest row of the audit log says Engaged, at .*08:59:00 UTC.* by eve@acme\.example/,
    );
    expect(document.title).toMatch(/^Unknown/);
    expect(button('Engage')).not.toHaveAttribute('aria-disabled');
    await app.click(screen.getByRole('link', { name: 'Recovery' }));
    expect(screen.getByRole('region', { name: 'Kill switch state' })).toHaveTextContent(
      'Kill switch unknown contradicted',
    );
    expect(document.title).toMatch(/^Unknown/);
  });

  test('and is newer than the reading causes a new reading at once', async () => {
    const app = await renderApp();
    expect(badge()).toHaveTextContent(/^Disengaged/);
    const { length } = app.sent('GET', SWITCH);
    await app.pass(2, 1);
    answerWith(rowsAre(ENGAGED_ROW, [row('2026-11-21T09:00:02Z')]));
    await app.happen(() => app.client.refetchQueries({ queryKey: ['audit'] }));
    expect(badge()).toHaveTextContent(/^Unknown|^Engaged|^Disengaged/);
    expect(app.sent('GET', SWITCH).length).toBeGreaterThan(length);
  });

  test('for a toggle whose release this console saw is late, and no contradiction', async () => {
    const app = await renderApp({ seed: { engaged: true }, faults: 'audit-lag' });
    expect(badge()).toHaveTextContent(/^Engaged/);
    await openDialog(app, 'Disengage', 'Over');
    await send(app);
    expect(badge()).toHaveTextContent(/^Disengaged/);
    expect(report()).toHaveTextContent('Confirmed: the switch is disengaged.');
  });
});

test('an accepted Engage that no reading has shown yet removes the green, and is not announced', async () => {
  const app = await renderApp();
  await openDialog(app, 'Engage', 'My reason');
  app.faults('status:slow');
  await send(app);
  expect(badge()).toHaveTextContent(/^Unknown.*The server accepted Engage\. Reading the state back…/);
  await app.pass(3);
  expect(badge()).toHaveTextContent(/^Engaged/);
});

describe('the time of an engagement', () => {
  test('with a late row is never later than this console’s first reading of it', async () => {
    const app = await renderApp({ faults: 'no-engaged-at' });
    const engaged = { success: true, data: { status: 'engaged', tenant_id: tenants.acme.id, reason: null } };
    answerWith(dated(engaged), rowsAre(ENGAGED_ROW, []));
    await app.pass(30);
    expect(badge()).toHaveTextContent(/^Engaged.*not yet in the audit log/);
    answerWith(rowsAre(ENGAGED_ROW, [row('2026-11-21T09:01:51Z')]));
    await app.pass(90);
    expect(badge()).toHaveTextContent(/^Engaged at .*2026-11-21 09:00:30 UTC.* by eve@acme\.example/);
    expect(badge()).toHaveTextContent(/The record is dated later: .*09:01:51 UTC/);
    expect(badge()).toHaveTextContent('for 90 s');
  });
});

test('an audit log that cannot be read is not described as one without the row', async () => {
  const app = await renderApp({ faults: 'no-engaged-at' });
  await openDialog(app, 'Engage', 'My reason');
  app.faults('any:no-engaged-at,history:503');
  await send(app);
  expect(badge()).toHaveTextContent(/^Engaged.*When and by whom is not known\. The audit log cannot be read/);
  await app.pass(12);
  expect(report()).toHaveTextContent(
    'The audit log cannot be read: it is not known whether it has a row of this.',
  );
  expect(report()).not.toHaveTextContent('Not yet in the audit log');
});

describe('a tenant id with a redacted number', () => {
  const redacted = (id: string) => statusIs({ status: 'disengaged', tenant_id: id });

  test('that the rest proves to be this tenant’s is accepted, and the page says so', async () => {
    // ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0 has no run of digits that is long enough, so the marker replaces a single digit.
    const id = tenants.acme.id.replace('e0c', 'e***AADHAAR_REDACTED***c');
    await renderApp({ prepare: () => answerWith(redacted(id)) });
    expect(badge()).toHaveTextContent(/^Disengaged.*redacted a number in the tenant id of its answer/);
  });

  test('that is completely redacted, or not ours, stays Unknown', async () => {
    const app = await renderApp({ prepare: () => answerWith(redacted('***AADHAAR_REDACTED***')) });
    expect(badge()).toHaveTextContent(/^Unknown — not confirmed yet.*The tenant was not confirmed/);
    answerWith(redacted(tenants.acme.id.replace('ac3e0', 'bc3e***AADHAAR_REDACTED***')));
    await app.pass(5);
    expect(badge()).toHaveTextContent(/^Unknown.*The answer was about another tenant/);
  });
});

test('a 401 of a service that failed ends no session, but is an outage that is read again after 5 s', async () => {
  const failed = () => HttpResponse.json({ error: 'An internal server error occurred' }, { status: 401 });
  const app = await renderApp({ prepare: () => answerWith(http.get(`*${SWITCH}`, failed)) });
  expect(badge()).toHaveTextContent(/^Unknown.*A service behind the gateway failed \(401\)/);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.getByRole('region', { name: 'If the API cannot be reached' })).toBeVisible();
  answerWith(dated(disengaged));
  await app.pass(5);
  expect(badge()).toHaveTextContent(/^Disengaged/);
});

test('a 403 that means a service is down is an outage that is read again after 5 s', async () => {
  const app = await renderApp({ faults: 'status:403-fail-closed' });
  expect(badge()).toHaveTextContent(/^Unknown.*A service behind the gateway failed \(403\)/);
  app.faults('');
  await app.pass(5);
  expect(badge()).toHaveTextContent(/^Disengaged/);
});
