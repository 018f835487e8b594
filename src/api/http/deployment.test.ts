import { afterEach, describe, expect, test } from 'vitest';
import { contact, controlApiIsConfigured, guardianIsConfigured } from './deployment';

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

describe('the contact', () => {
  test.each([
    ['Security desk, phone 117', 'Security desk, phone 117', undefined],
    [' Security: call 117 ', 'Security: call 117', undefined],
    ['security@acme.example', 'security@acme.example', undefined],
    ['mailto:Sec@acme.example?subject=Access', 'Sec@acme.example', 'mailto:Sec@acme.example?subject=Access'],
    [
      'HTTPS://wiki.acme.example/Access',
      'HTTPS://wiki.acme.example/Access',
      'HTTPS://wiki.acme.example/Access',
    ],
    ['http://wiki', 'http://wiki', 'http://wiki'],
  ])('%j is shown as it is written, with a link where it is an address', (content, text, href) => {
    say('contact', content);
    expect(contact()).toEqual({ text, href });
  });

  test.each([
    '',
    ' ',
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'data:text/html,x',
    'blob:x',
    'tel:117',
  ])('%j is refused', (content) => {
    say('contact', content);
    expect(contact()).toBeNull();
  });

  test('is nobody in particular when the page names nobody', () => {
    expect(contact()).toBeNull();
  });
});
