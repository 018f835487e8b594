import { render, screen } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import { personas } from '../../mocks/personas';
import { outageCard } from '../testing/find';
import { renderApp } from '../testing/render-app';
import { ErrorBoundary } from './error-boundary';

vi.mock('../features/history/history-page', () => {
  throw new Error('the chunk is gone since the last deployment');
});

/** React tells the console of every error that a boundary catches. */
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
  expect(document.title).toMatch(/^Unknown/);
}

test('what it holds is shown as long as it works', () => {
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
});
