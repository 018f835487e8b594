import '../safe-mode-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { button } from '../../../testing/find';
import { consistentStatus } from '../../../testing/find-guardian';
import { answerWith, renderApp } from '../../../testing/render-app';
import { signedRecord } from '../../../testing/signed-record';

const path = '/safe-mode';
const region = () => screen.getByRole('region', { name: 'Approval record' });
const record = signedRecord();

/** A status whose newest record is inserted as text. */
const sourceReads = (source: string) =>
  http.get('*/guardian/status', () =>
    HttpResponse.text(
      JSON.stringify({
        success: true,
        data: { ...consistentStatus('NORMAL'), last_exit: 'HERE' },
        error: null,
        meta: null,
      }).replace('"HERE"', source),
      { headers: { 'Content-Type': 'application/json' } },
    ),
  );
const sourcePage = (source: string) =>
  renderApp({ path, as: 'auditor', prepare: () => answerWith(sourceReads(source)) });
const withMember = (member: string) => `${JSON.stringify(record).slice(0, -1)},"extra":${member}}`;

test('a record with a number that JavaScript cannot represent is not verifiable here, and not INVALID', async () => {
  await sourcePage(withMember('9007199254740993'));
  expect(await screen.findByText('Signature: not verifiable here')).toBeVisible();
  expect(region()).not.toHaveTextContent('INVALID');
});

test('a record that is nested too deeply is reported, and the page stays', async () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  await sourcePage(withMember(deep));
  expect(await screen.findByText('The record is nested too deeply to show or verify')).toBeVisible();
  expect(region()).toHaveTextContent('(nested too deeply to show here)');
  expect(region()).toHaveTextContent(record.reason);
  expect(screen.getByRole('region', { name: 'Remote management' })).toBeVisible();
});

describe('the source of the record', () => {
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

  test('is downloaded and copied exactly as the server sent it', async () => {
    const source = withMember('{"trace_id": 1234567890123456789, "risk": 1.0}');
    const app = await sourcePage(source);
    await screen.findByText('Signature: not verifiable here');
    await app.click(button('Download'));
    expect(await blobs[0]?.text()).toContain(`"record": ${source}\n}`);
    await app.click(within(region()).getByRole('button', { name: 'Copy' }));
    expect(await navigator.clipboard.readText()).toBe(source);
  });
});
