import { expect, test } from 'vitest';
import { addressOf } from './deployment';

const HERE = window.location.origin;

test.each([
  ['https://wiki.acme.example/Stop?a=B', 'https://wiki.acme.example/Stop?a=B'],
  ['http://10.0.0.1/run', 'http://10.0.0.1/run'],
  [' /runbook ', `${HERE}/runbook`],
  ['runbook.html', `${HERE}/runbook.html`],
  ['', null],
  ['  ', null],
  ['javascript:alert(1)', null],
  [' JavaScript:alert(1)', null],
  ['data:text/html,<script>alert(1)</script>', null],
  ['vbscript:x', null],
  ['blob:https://acme.example/1', null],
  ['file:///etc/passwd', null],
  ['mailto:oncall@acme.example', null],
  ['https://', null],
])('a link of the deployment leads to http(s) or to this site, and nowhere else: %j', (content, address) => {
  document.head.innerHTML = '<meta name="runbook-url" />';
  document.querySelector('meta')?.setAttribute('content', content);
  expect(addressOf('runbook-url')).toBe(address);
});

test('without its tag there is no link', () => {
  document.head.innerHTML = '';
  expect(addressOf('oncall-url')).toBeNull();
});
