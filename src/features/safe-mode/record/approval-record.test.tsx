import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { ApprovalRecord } from '../../../api/guardian/recovery-schemas';
import { useSession } from '../../../stores/session';
import { button } from '../../../testing/find';
import { alerts, openModeDialog, sendMode, statusReads } from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';
import { signedRecord } from '../../../testing/signed-record';

const path = '/safe-mode';
const region = () => screen.getByRole('region', { name: 'Approval record' });
const page = (last_exit: ApprovalRecord | null) =>
  renderApp({ path, as: 'auditor', prepare: () => answerWith(statusReads('NORMAL', { last_exit })) });
const record = signedRecord();

test('there is no record before the first exit', async () => {
  await page(null);
  expect(screen.queryByRole('region', { name: 'Approval record' })).toBeNull();
});

test('the newest record is shown with every member, including unknown ones [F7-114, F7-116, F7-117, F7-120, F7-125, F7-126, F7-127, F7-128, F7-163, F7-164]', async () => {
  await page(signedRecord({ witness: { name: 'Uma\u202E' } }));
  expect(await screen.findByText('Signature: valid')).toBeVisible();
  const terms = within(region())
    .getAllByRole('term')
    .map((term) => term.textContent);
  expect(terms).toEqual([
    'Correlation id',
    'Plan class',
    'Approved by',
    'Reason',
    'Policy hash',
    'Time',
    'Key id',
    'Public key',
    'Signature',
    'witness',
  ]);
  expect(region()).toHaveTextContent('SYSTEM-LEVEL PLAN');
  expect(region()).toHaveTextContent('2026-11-21 08:30:00 UTC');
  expect(region()).toHaveTextContent('{"name":"Uma⟨U+202E⟩"}');
  expect(region()).toHaveTextContent('The key comes with the record itself');
  expect(region()).toHaveTextContent(
    'Compare the key id guardian-key-1 with the one written down at installation',
  );
  expect(region()).toHaveTextContent(/SHA-256, which was computed here: [0-9a-f]{64}/);
  expect(alerts()).toEqual([]);
});

test('a changed record is INVALID, at once and as an alert', async () => {
  await page({ ...record, reason: 'Something else' });
  expect(await screen.findByText('Signature: INVALID')).toBeVisible();
  expect(alerts().join()).toContain('Signature: INVALID');
});

test('a wrongly signed record of our own exit is INVALID', async () => {
  const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
  await openModeDialog(app, 'Exit', 'Cause fixed', 'acme-agents-01');
  app.faults('guardian-action:signature-invalid');
  await sendMode(app);
  expect(await screen.findByText('Signature: INVALID')).toBeVisible();
});

test('without cryptography a record cannot be verified here, and is not called invalid', async () => {
  const insecure = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  await renderApp({
    path,
    as: 'auditor',
    prepare() {
      answerWith(statusReads('NORMAL', { last_exit: record }));
      vi.stubGlobal('crypto', insecure);
    },
  });
  expect(await screen.findByText('Signature: cannot be verified in this browser')).toBeVisible();
  expect(region()).not.toHaveTextContent('INVALID');
  expect(region()).not.toHaveTextContent('computed here');
});

describe('a warning is shown for a record', () => {
  test.each<[string, Partial<ApprovalRecord>, string]>([
    ['plan class', { plan_class: 'USER PLAN' }, 'Its plan class is “USER PLAN”, not SYSTEM-LEVEL PLAN.'],
    [
      'emptiness',
      { policy_hash: ' ', operator: '' },
      'It is empty where it must not be: operator, policy_hash.',
    ],
  ])('by its %s, whatever its signature', async (_, over, words) => {
    await page(signedRecord(over));
    expect(await screen.findByText('Signature: valid')).toBeVisible();
    expect(alerts().join()).toContain(words);
  });

  test('when the status shows a different one than the answer to our exit', async () => {
    const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
    await openModeDialog(app, 'Exit', 'Cause fixed', 'acme-agents-01');
    answerWith(statusReads('NORMAL', { last_exit: record }));
    await sendMode(app);
    expect(await screen.findByText('Signature: valid')).toBeVisible();
    expect(alerts().join()).toContain(`Guardian’s status shows another record, ${record.correlation_id},`);
  });
});

test('a later exit by somebody else causes no alarm about one’s own', async () => {
  const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
  await openModeDialog(app, 'Exit', 'Cause fixed', 'acme-agents-01');
  await sendMode(app);
  expect(region()).toHaveTextContent('Cause fixed');
  answerWith(statusReads('NORMAL', { last_exit: record }));
  await app.pass(35);
  expect(button('Dismiss')).toBeVisible();
  expect(await screen.findByText('Signature: valid')).toBeVisible();
  expect(region()).toHaveTextContent(record.correlation_id);
  expect(alerts()).toEqual([]);
});

test('an operator’s id is not compared while one’s own is not known, and causes no alarm', async () => {
  const app = await renderApp({ path, prepare: (backend) => backend.host.crash(3) });
  await openModeDialog(app, 'Exit', 'Cause fixed', 'acme-agents-01');
  const { session } = useSession.getState();
  if (session.phase !== 'active') throw new Error('Nobody is signed in.');
  await app.happen(() =>
    useSession.setState({ session: { ...session, person: { ...session.person, id: null } } }),
  );
  const byId = signedRecord({ operator: '6a1f8c0e-1f1a-4a44-8f0e-2f6a4f1c9b11', reason: 'Cause fixed' });
  answerWith(
    statusReads('NORMAL', { last_exit: byId }),
    http.post('*/guardian/safe-mode/exit', () =>
      HttpResponse.json({ success: true, data: byId, error: null, meta: null }),
    ),
  );
  await sendMode(app);
  expect(await screen.findByText('Signature: valid')).toBeVisible();
  expect(region()).toHaveTextContent('Whether it names you was not compared');
  expect(alerts()).toEqual([]);
});

describe('the approval record', () => {
  const blobs: Blob[] = [];
  beforeEach(() => {
    blobs.length = 0;
    vi.stubGlobal(
      'URL',
      Object.assign(URL, {
        createObjectURL: (blob: Blob) => `blob:${blobs.push(blob)}`,
        revokeObjectURL: () => undefined,
      }),
    );
    // jsdom would try to open the link.
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  });

  test('can be downloaded with everything that its verification needs', async () => {
    const app = await page(record);
    await screen.findByText('Signature: valid');
    await app.click(button('Download'));
    const file = JSON.parse((await blobs[0]?.text()) ?? '') as Record<string, unknown>;
    expect(file['record']).toEqual(record);
    expect(file['signature_base64']).toBe(record.signature);
    expect(file['public_key_base64']).toBe(record.public_key);
    expect(file['how_to_verify']).toEqual(
      expect.arrayContaining([expect.stringContaining('openssl pkeyutl -verify')]),
    );
    expect(region()).toHaveTextContent(
      'openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in payload.json',
    );
  });

  test('can be copied, or the page says that this is not possible', async () => {
    const app = await page(record);
    await screen.findByText('Signature: valid');
    await app.click(within(region()).getByRole('button', { name: 'Copy' }));
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual(record);
    expect(region()).toHaveTextContent('Copied.');
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    await app.click(within(region()).getByRole('button', { name: 'Copy' }));
    expect(region()).toHaveTextContent('Copying is not possible here: select the text instead.');
  });
});
