import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { isAppPath, rememberPath, takePath } from './return-path';

afterEach(() => sessionStorage.clear());

describe('isAppPath', () => {
  it.each(['/', '/kill-switch', '/kill-switch/history?from=2026-11-01#row'])('accepts %s', (path) =>
    expect(isAppPath(path)).toBe(true),
  );

  it.each([
    '',
    'kill-switch',
    '//evil.example',
    '/\\evil.example',
    '/a\\..',
    'https://evil.example',
    'javascript:alert(1)',
    '/\t/evil.example',
    '/ /evil',
  ])('refuses %j', (path) => expect(isAppPath(path)).toBe(false));

  it('never accepts a path that leads to another origin', () => {
    const lead = fc.constantFrom('', '/', '//', '/\\', '\\', '/\t/', 'https:', 'https://');
    const host = fc.constantFrom(
      'evil.example',
      '/evil.example',
      '@evil.example',
      'here.example.evil.example',
    );
    fc.assert(
      fc.property(lead, host, fc.string({ unit: 'binary' }), (start, middle, end) => {
        const path = start + middle + end;
        if (isAppPath(path))
          expect(new URL(path, 'https://here.example').origin).toBe('https://here.example');
      }),
    );
  });
});

it('takePath returns the path once, and only if it is one of this app', () => {
  rememberPath('/kill-switch');
  expect(takePath()).toBe('/kill-switch');
  expect(takePath()).toBeNull();
  rememberPath('//evil.example');
  expect(takePath()).toBeNull();
});
