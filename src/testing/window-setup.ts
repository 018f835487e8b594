import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import * as React from 'react';
import { afterEach, beforeEach } from 'vitest';

// What every test in a window has in addition. It takes a third of a second to load, which no file of the server waits for.

const inWindow = typeof window !== 'undefined';

if (inWindow) {
  // jsdom has no modal dialogs. What focus and Escape do is tested in a real browser.
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
    (this.querySelector('[autofocus]') as HTMLElement | null)?.focus();
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
  // jsdom has no layout, so there is nothing to scroll.
  Element.prototype.scrollIntoView ??= () => {};
}

// In development React keeps a stack trace for each element that it makes, until it has made ten thousand. No test reads them,
// and they take a third of the time of a component test: it is told that it has made more.
const internals: unknown = Reflect.get(
  React,
  '__CLIENT_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE',
);
if (typeof internals === 'object' && internals !== null && 'recentlyCreatedOwnerStacks' in internals)
  Object.defineProperty(internals, 'recentlyCreatedOwnerStacks', { get: () => 100_000, set() {} });

beforeEach(() => {
  if (!inWindow) return;
  // Files of one worker share a window, in any order: each test begins with an empty one.
  window.localStorage.clear();
  window.sessionStorage.clear();
  window.history.replaceState(null, '', '/');
});

afterEach(() => {
  if (inWindow) cleanup();
});
