import { afterEach, expect, test } from 'vitest';
import { controlApiIsConfigured, guardianIsConfigured } from './deployment';

afterEach(() => (document.head.innerHTML = ''));

test.each([
  ['guardian', guardianIsConfigured],
  ['control-api', controlApiIsConfigured],
])('only the word none in the meta tag %s says that the product is not deployed', (name, isConfigured) => {
  expect(isConfigured(), 'no tag').toBe(true);
  for (const [content, expected] of [
    ['', true],
    ['no', true],
    ['https://host.example', true],
    ['none', false],
    [' None ', false],
  ] as const) {
    document.head.innerHTML = `<meta name="${name}" content="${content}" />`;
    expect([content, isConfigured()]).toEqual([content, expected]);
  }
  document.head.innerHTML = `<meta name="another" content="none" />`;
  expect(isConfigured(), 'another tag').toBe(true);
});
