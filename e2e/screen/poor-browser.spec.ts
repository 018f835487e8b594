import { personas } from '../../mocks/seeds/personas';
import { expectState, signInAs, toggle } from '../support/console';
import { expect, test } from '../support/fixtures';

// What a browser may lack or refuse must not stand between a person and the lever. Each runs before anything else in the page.
const browsers: [name: string, impoverish: () => void][] = [
  [
    'lacks the timers and the combination of AbortSignal',
    () => {
      Reflect.deleteProperty(AbortSignal, 'timeout');
      Reflect.deleteProperty(AbortSignal, 'any');
    },
  ],
  [
    'lacks structuredClone, crypto.randomUUID and URL.canParse',
    () => {
      Reflect.deleteProperty(window, 'structuredClone');
      Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
      Reflect.deleteProperty(URL, 'canParse');
    },
  ],
  [
    'lacks what came after the oldest browsers of the build target',
    () => {
      for (const name of ['toSorted', 'toReversed', 'toSpliced', 'with'])
        Reflect.deleteProperty(Array.prototype, name);
      Reflect.deleteProperty(Array, 'fromAsync');
      Reflect.deleteProperty(Object, 'groupBy');
      Reflect.deleteProperty(Promise, 'withResolvers');
      for (const name of ['union', 'difference', 'intersection']) Reflect.deleteProperty(Set.prototype, name);
      for (const name of ['isWellFormed', 'toWellFormed']) Reflect.deleteProperty(String.prototype, name);
    },
  ],
  [
    'refuses changes of the address',
    () => {
      const refuse = () => {
        throw new DOMException('Attempt to use history.replaceState() more than 100 times', 'SecurityError');
      };
      History.prototype.replaceState = refuse;
      History.prototype.pushState = refuse;
    },
  ],
  [
    'refuses its storage',
    () => {
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Access is denied for this document.', 'SecurityError');
          },
        });
    },
  ],
  [
    'has a full storage',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      };
    },
  ],
  [
    'refuses service workers',
    () => {
      Object.defineProperty(Navigator.prototype, 'serviceWorker', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    },
  ],
];

for (const [name, impoverish] of browsers) {
  test(`a browser that ${name} signs in, engages and disengages`, async ({ page, server }) => {
    await page.addInitScript(impoverish);
    // The start of the app, whose address becomes the page's own.
    await page.goto('/');
    await signInAs(page, personas.admin);
    await expectState(page, /^Disengaged/);
    await toggle(page, 'engage', 'Tried in a poor browser');
    await expectState(page, /^Engaged/);
    await toggle(page, 'disengage', 'Tried enough');
    await expectState(page, /^Disengaged/);
    await expect(page).toHaveURL(/\/kill-switch$/);
    expect(server.toggles()).toHaveLength(2);
  });
}
