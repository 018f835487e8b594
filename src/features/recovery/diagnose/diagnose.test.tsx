import '../recovery-page';
import { screen, within } from '@testing-library/react';
import { http, HttpResponse } from 'msw';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { announced } from '../../../testing/find';
import { RECOVERY, resultOf } from '../../../testing/recovery';
import { answerWith, renderApp } from '../../../testing/render-app';

const button = (name: string) => screen.getByRole('button', { name });
const integrityIs = (data: unknown) =>
  answerWith(
    http.post('*/guardian/integrity/verify', () =>
      HttpResponse.json({ success: true, data, error: null, meta: null }),
    ),
  );
const rows = () =>
  within(screen.getByRole('table', { name: 'Integrity' }))
    .getAllByRole('row')
    .slice(1);

describe('Verify integrity', () => {
  test.each(['admin', 'security', 'auditor'] as const)(
    'for %s sends one request, without a dialog [F7-50]',
    async (as) => {
      const app = await renderApp({ ...RECOVERY, as });
      await app.doubleClick(button('Verify integrity'));
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(resultOf('Verify integrity')).toHaveTextContent('The Guardian says: integrity is OK');
      expect(rows()).toHaveLength(4);
      expect(rows()[0]).toHaveTextContent(/guardianvalid[\da-f]{64}/);
      expect(announced('polite')).toContain('The Guardian says: integrity is OK');
      await app.pass(10);
      expect(resultOf('Verify integrity')).toHaveTextContent('In the Guardian’s event log.');
    },
  );

  test('warns when something is invalid', async () => {
    const app = await renderApp({ ...RECOVERY, prepare: (backend) => backend.host.breakCoreSignature() });
    await app.click(button('Verify integrity'));
    const alert = within(resultOf('Verify integrity') ?? document.body).getByRole('alert');
    expect(alert).toHaveTextContent('The Guardian says: integrity is NOT OK');
    expect(alert).toHaveTextContent('INVALID');
  });

  test('calls ok with an invalid item a contradiction, and shows texts as text', async () => {
    const app = await renderApp(RECOVERY);
    integrityIs({
      ok: true,
      items: [
        { component: '<b>core</b>', signature: 'invalid', sha256: null, detail: 'x\u202Ey' },
        { component: 'policy', signature: 'probably', sha256: '***HEX_SECRET_REDACTED***' },
      ],
    });
    await app.click(button('Verify integrity'));
    expect(resultOf('Verify integrity')).toHaveTextContent('The Guardian contradicts itself');
    expect(rows()[0]).toHaveTextContent('<b>core</b>INVALIDnot recordedx⟨U+202E⟩y');
    expect(rows()[1]).toHaveTextContent('policyprobablyredacted by the server');
  });

  test.each([
    ['guardian', 'missing', 'integrity is OK, but its own program has no signature'],
    ['guardian', 'invalid', 'The Guardian contradicts itself'],
    ['core', 'missing', 'The Guardian contradicts itself'],
  ])('with ok, and %s %s, says: %s', async (component, signature, words) => {
    const app = await renderApp(RECOVERY);
    integrityIs({
      ok: true,
      items: [
        { component, signature },
        { component: 'policy', signature: 'valid' },
      ],
    });
    await app.click(button('Verify integrity'));
    expect(resultOf('Verify integrity')).toHaveTextContent(words);
  });

  test.each(['503', 'html', 'truncated', 'wrong-shape', 'offline'])(
    'that ends in %s is no verdict, and keeps the one before',
    async (fault) => {
      const app = await renderApp(RECOVERY);
      await app.click(button('Verify integrity'));
      app.faults(`guardian-action:${fault}`);
      await app.click(button('Verify integrity'));
      expect(screen.getByRole('alert')).toHaveTextContent('This says nothing about whether it is intact.');
      expect(resultOf('Verify integrity')).toHaveTextContent('integrity is OK');
    },
  );
});

describe('Export logs', () => {
  const saved: { name: string; blob: Blob }[] = [];
  const blobs = new Map<string, Blob>();
  beforeEach(() => {
    saved.length = 0;
    // jsdom cannot make addresses for blobs or save files.
    URL.createObjectURL = (blob: Blob) => {
      const url = `blob:x/${blobs.size}`;
      blobs.set(url, blob);
      return url;
    };
    URL.revokeObjectURL = (url: string) => void blobs.delete(url);
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, blob: blobs.get(this.href) ?? new Blob() });
    });
  });

  /** A file whose bytes arrive when the test says so. */
  function slowFile(length: number) {
    let pipe: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (pipe = controller) });
    const headers = { 'Content-Type': 'application/gzip', 'Content-Length': String(length) };
    answerWith(http.post('*/guardian/logs/export', () => new HttpResponse(body, { headers })));
    return {
      send: (count: number) => pipe?.enqueue(new Uint8Array(count)),
      end: () => pipe?.close(),
    };
  }

  test('saves the file that the Guardian returns, and finds the export in the event log [F7-51]', async () => {
    const app = await renderApp({ ...RECOVERY, as: 'auditor' });
    await app.click(button('Export logs'));
    expect(saved).toHaveLength(1);
    expect(saved[0]?.name).toMatch(/^guardian-logs_acme-agents-01_\w+\.json$/);
    expect(await saved[0]?.blob.text()).toContain('"host": "acme-agents-01"');
    await app.pass(10);
    expect(resultOf('Export logs')).toHaveTextContent('In the Guardian’s event log.');
  });

  test('shows its progress in bytes and percent', async () => {
    const app = await renderApp(RECOVERY);
    const file = slowFile(4_000);
    await app.click(button('Export logs'));
    await app.happen(() => file.send(1_000));
    expect(screen.getByText('1.0 kB of 4.0 kB (25 %)')).toBeVisible();
    expect(screen.getByRole('progressbar', { name: 'Export' })).toHaveValue(25);
    expect(button('Export logs')).toHaveAccessibleDescription('An export is under way.');
    await app.happen(() => file.send(3_000));
    await app.happen(() => file.end());
    expect(resultOf('Export logs')).toHaveTextContent('The logs were exported');
    expect(saved).toHaveLength(1);
  });

  test('saves nothing when it is cancelled', async () => {
    const app = await renderApp(RECOVERY);
    const file = slowFile(4_000);
    await app.click(button('Export logs'));
    await app.happen(() => file.send(1_000));
    await app.click(button('Cancel'));
    expect(resultOf('Export logs')).toHaveTextContent('The export was cancelled');
    expect(saved).toEqual([]);
  });

  test.each(['503', 'html', '403', 'offline'])(
    'that ends in %s saves nothing, and says why',
    async (fault) => {
      const app = await renderApp(RECOVERY);
      app.faults(`guardian-action:${fault}`);
      await app.click(button('Export logs'));
      expect(screen.getByRole('alert')).toHaveTextContent('Nothing was saved.');
      expect(saved).toEqual([]);
      app.faults('');
      await app.click(button('Export logs'));
      expect(saved).toHaveLength(1);
    },
  );

  test('that stalls is aborted', async () => {
    const app = await renderApp(RECOVERY);
    const file = slowFile(4_000);
    await app.click(button('Export logs'));
    await app.happen(() => file.send(500));
    await app.pass(16);
    expect(screen.getByRole('alert')).toHaveTextContent('Only 500 B came. Nothing was saved.');
    expect(saved).toEqual([]);
  });
});
