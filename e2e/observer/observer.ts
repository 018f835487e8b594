import { expect, type BrowserContext, type Page } from '@playwright/test';
import { findBreaches } from './breaches';
import type { Noted } from './noted';
import type { PageEvent } from './page-event';
import { BINDING, watchPage } from './watch-page';

/** Watches all pages of a test for breaches of the laws (breaches.ts), from their first script to the end of the test. */
export interface Observer {
  follow(context: BrowserContext): Promise<void>;
  /** All recorded events, oldest first. */
  readonly noted: readonly Noted[];
  breaches(): string[];
  /** For the tests of the observer itself: exactly these breaches must be found. */
  mustNotice(...patterns: RegExp[]): void;
  /** Fails when there was a breach, or when an expected one was not found. */
  assertLawful(): void;
}

export function createObserver(): Observer {
  const noted: Noted[] = [];
  const wanted: RegExp[] = [];
  const contexts: BrowserContext[] = [];
  const pages: Page[] = [];
  const indexIn = <T>(list: T[], item: T) => {
    if (!list.includes(item)) list.push(item);
    return list.indexOf(item);
  };
  return {
    async follow(context) {
      await context.exposeBinding(BINDING, (source, told: PageEvent[]) => {
        const [page, of] = [indexIn(pages, source.page), indexIn(contexts, context)];
        noted.push(...told.map((event) => ({ ...event, page, context: of })));
      });
      await context.addInitScript(watchPage, BINDING);
      context.on('console', (message) =>
        noted.push({ kind: 'place', name: 'console', text: message.text() }),
      );
      context.on('request', (request) => {
        const method = request.method();
        const url = request.url();
        if (!url.startsWith('data:')) noted.push({ kind: 'place', name: 'a request’s address', text: url });
        if (!url.includes('/decision/kill-switch/') || !['POST', 'DELETE'].includes(method)) return;
        const requestId = request.headers()['x-request-id'] ?? '';
        noted.push({ kind: 'wire', action: method === 'POST' ? 'engage' : 'disengage', requestId });
      });
    },
    noted,
    breaches: () => findBreaches(noted),
    mustNotice: (...patterns) => void wanted.push(...patterns),
    assertLawful() {
      const found = findBreaches(noted);
      const unexpected = found.filter((text) => !wanted.some((pattern) => pattern.test(text)));
      expect(unexpected, 'breaches of the laws, seen while nobody looked (observer/breaches.ts)').toEqual([]);
      const missed = wanted.filter((pattern) => !found.some((text) => pattern.test(text)));
      expect(missed, 'breaches that the observer did not notice').toEqual([]);
    },
  };
}
