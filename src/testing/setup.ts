import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { resetStores } from '../lib/resettable';

// jsdom has no modal dialogs. What focus and Escape do is tested in a real browser.
if (typeof HTMLDialogElement !== 'undefined') {
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
    (this.querySelector('[autofocus]') as HTMLElement | null)?.focus();
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
}

// jsdom has no layout, so there is nothing to scroll.
if (typeof Element !== 'undefined') Element.prototype.scrollIntoView ??= () => {};

// In development React keeps a stack trace for each element that it makes, until it has made ten thousand. No test reads them,
// and they take a third of the time of a component test: it is told that it has made more.
const internals: unknown = Reflect.get(
  React,
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
);
if (typeof internals === 'object' && internals !== null && 'recentlyCreatedOwnerStacks' in internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => 100_000, set() {} });

const unexpected: string[] = [];

beforeEach(() => {
  unexpected.length = 0;
  // Files of one worker share a window, in any order: each test begins with an empty one.
  if (typeof window !== 'undefined') {
    window.localStorage.clear();
    window.sessionStorage.clear();
    window.history.replaceState(null, '', '/');
  }
  for (const method of ['error', 'warn', 'log', 'info'] as const) {
    vi.spyOn(console, method).mockImplementation(
      (...words: unknown[]) => void unexpected.push(words.map(String).join(' ')),
    );
  }
});

afterEach(() => {
  if (typeof document !== 'undefined') cleanup();
  resetStores();
  expect(unexpected, 'unexpected console output').toEqual([]);
});
