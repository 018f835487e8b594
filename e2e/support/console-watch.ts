import { expect, type BrowserContext } from '@playwright/test';

export interface ConsoleWatch {
  follow(context: BrowserContext): Promise<void>;
  allow(...patterns: RegExp[]): void;
  /** Fails when there was a message that the test did not declare. */
  assertQuiet(): void;
}

/** A fixture that watches the test's browser, and fails the test at its end for what it did not declare. */
export async function watchTest(
  { context }: { context: BrowserContext },
  provide: (watch: ConsoleWatch) => Promise<void>,
) {
  const watch = watchConsole();
  await watch.follow(context);
  await provide(watch);
  watch.assertQuiet();
}

/** Before the sign-in the console asks who is signed in, and the browser reports the 401. */
const nobodyYet = /status of 401 .*\/auth\/me$/;

/** Collects page errors, console errors and warnings, and breaches of the CSP, from all pages of the contexts it follows. */
function watchConsole(): ConsoleWatch {
  const heard: string[] = [];
  const allowed = [nobodyYet];
  return {
    async follow(context) {
      context.on('weberror', (event) => heard.push(`page error: ${event.error().message}`));
      context.on('console', (message) => {
        if (!['error', 'warning', 'assert'].includes(message.type())) return;
        heard.push(`${message.text()} — ${message.location().url}`);
      });
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
          reportError(new Error(`securitypolicyviolation: ${violatedDirective} ${blockedURI} ${sample}`));
        });
      });
    },
    allow: (...patterns) => void allowed.push(...patterns),
    assertQuiet() {
      const unexpected = heard.filter((text) => !allowed.some((pattern) => pattern.test(text)));
      expect(unexpected, 'said in the browser’s console, and not declared by `expectConsole`').toEqual([]);
    },
  };
}
