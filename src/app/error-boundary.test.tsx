import { cleanup, render, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { personas } from '../../mocks/seeds/personas';
import { noteSent } from '../api/http/sent';
import { badge, outageCard, tabIcon } from '../testing/find';
import { renderApp } from '../testing/render-app';
import { ErrorBoundary } from './error-boundary';

vi.mock('../features/history/history-page', () => {
  throw new Error('the chunk is gone since the last deployment');
});

/** React reports every error that a boundary catches to the console. */
function expectErrors() {
  vi.spyOn(console, 'error').mockImplementation(() => {});
}

function Broken(): never {
  throw new Error('secret detail');
}

function expectUnknown() {
  expect(screen.getByRole('heading', { level: 1 })).toHaveTextContent('This page failed');
  expect(screen.getByText(/^Unknown — this page cannot tell the state of the kill switch/)).toBeVisible();
  expect(screen.getByText(/Nothing was sent by this failure/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible();
}

test('the children are shown as long as they work', () => {
  render(<ErrorBoundary>Fine</ErrorBoundary>);
  expect(screen.getByText('Fine')).toBeVisible();
});

test('a page that fails says Unknown, and how to act without it', () => {
  expectErrors();
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expectUnknown();
  expect(document.title).toMatch(/^Unknown/);
  expect(outageCard()).toHaveTextContent('curl -X POST');
  expect(document.body).not.toHaveTextContent('secret detail');
});

describe('a page whose code is gone', () => {
  test('says so within the shell, with the tenant in its commands', async () => {
    expectErrors();
    await renderApp({ path: '/kill-switch/history' });
    expectUnknown();
    expect(outageCard()).toHaveTextContent(personas.admin.tenantId);
    expect(screen.getByRole('navigation', { name: 'Main' })).toBeVisible();
  });

  test('does not take the lever away', async () => {
    expectErrors();
    const app = await renderApp({ path: '/kill-switch/history' });
    await app.click(screen.getByRole('link', { name: 'Kill Switch' }));
    expect(badge()).toHaveTextContent(/^Disengaged/);
  });

  test('leaves the tab to the shell, which still knows the state', async () => {
    expectErrors();
    const app = await renderApp({ path: '/kill-switch/history' });
    expect(document.title).toMatch(/^Disengaged/);
    await app.elsewhere('security', 'engage', 'While the page was broken');
    await app.pass(30);
    expect(document.title).toMatch(/^ENGAGED/);
    app.faults('status:500');
    await app.pass(60);
    expect(document.title).toMatch(/^Unknown/);
  });
});

test('a console that fails as a whole leaves no green icon in the tab', async () => {
  await renderApp();
  expect(tabIcon()).toContain('#1c8a41');
  cleanup();
  expectErrors();
  render(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  );
  expect(tabIcon()).toContain('#c98a00');
});

describe('what was sent before the page failed', () => {
  test.each([
    ['POST', '/decision/kill-switch/t', 'A request to engage the kill switch was sent at 09:00:00 UTC'],
    ['DELETE', '/decision/kill-switch/t', 'A request to disengage the kill switch was sent at 09:00:00 UTC'],
    ['POST', '/guardian/safe-mode/exit', 'A request to exit Safe Mode was sent at 09:00:00 UTC'],
    ['POST', '/control/api/stop', 'A request to stop the host’s frontend was sent at 09:00:00 UTC'],
  ])('%s %s is named with its time', (method, path, words) => {
    expectErrors();
    noteSent(path, method);
    render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByText(`${words}: look at the state before you repeat it.`)).toBeVisible();
    expect(screen.queryByText(/Nothing was sent/)).not.toBeInTheDocument();
  });

  test('a reading, a sign-in and an export are not named', () => {
    expectErrors();
    noteSent('/decision/kill-switch/t', 'GET');
    noteSent('/auth/token', 'POST');
    noteSent('/guardian/logs/export', 'POST');
    render(
      <ErrorBoundary>
        <Broken />
      </ErrorBoundary>,
    );
    expect(screen.getByText('Nothing was sent by this failure.')).toBeVisible();
  });
});
