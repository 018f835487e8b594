import { afterEach, describe, expect, test } from 'vitest';
import { controlApiIsConfigured, guardianIsConfigured } from './deployment';

afterEach(() => (document.head.innerHTML = ''));

const say = (name: string, content: string) => {
  document.head.innerHTML = '<meta />';
  const tag = document.head.querySelector('meta');
  tag?.setAttribute('name', name);
  tag?.setAttribute('content', content);
};

const products = [
  ['guardian', guardianIsConfigured],
  ['control-api', controlApiIsConfigured],
] as const;

describe.each(products)('the meta tag %s', (name, isConfigured) => {
  test('says that the product is there when the page has no such tag', () => {
    expect(isConfigured()).toBe(true);
    document.head.innerHTML = `<meta name="another" content="none" />`;
    expect(isConfigured()).toBe(true);
  });

  test.each([
    ['', true],
    ['no', true],
    ['https://host.example', true],
    ['none', false],
    [' None ', false],
  ])('with the content "%s" says whether the product is there: %s', (content, expected) => {
    say(name, content);
    expect(isConfigured()).toBe(expected);
  });
});
