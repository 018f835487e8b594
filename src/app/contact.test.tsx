import { afterEach, describe, expect, test } from 'vitest';
import { contact } from './contact';

function say(content: string) {
  document.head.innerHTML = '<meta name="contact" />';
  document.head.querySelector('meta')?.setAttribute('content', content);
}

afterEach(() => (document.head.innerHTML = ''));

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
    say(content);
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
    say(content);
    expect(contact()).toBeNull();
  });

  test('is nobody in particular when the page names nobody', () => {
    expect(contact()).toBeNull();
  });
});
