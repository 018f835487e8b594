import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logFileName, MAX_NAME } from './export-logs-name';

const fallback = { host: 'acme-agents-01', at: new Date('2026-11-21T09:00:00.000Z') };
const JSON_TYPE = 'application/json';
const GZIP = 'application/gzip';
const OWN = 'guardian-logs_acme-agents-01_20261121T090000Z';
const named = (disposition: string | null, type = JSON_TYPE) => logFileName(disposition, type, fallback);

describe('the name of exported logs', () => {
  it.each([
    ['attachment; filename="a b.json"', 'a b.json'],
    ['attachment; filename=a.json', 'a.json'],
    ['Attachment;FILENAME = a.json ; x=y', 'a.json'],
    ['attachment; filename="a\\"b.json"', 'a_b.json'],
    ['attachment; filename="x.json"; filename*=UTF-8\'\'%E2%82%AC%20r.json', '€ r.json'],
    ["attachment; filename*=utf-8'en'x.json", 'x.json'],
    ["attachment; filename*=UTF-8''%E2%28; filename=y.json", 'y.json'],
    ["attachment; filename*=latin1''x.json; filename=y.json", 'y.json'],
    ['attachment; x="; filename=evil.json"; filename=good.json', 'good.json'],
    ['attachment; filename=first.json; filename=second.json', 'first.json'],
    ['attachment; filename="../../etc/passwd"', 'passwd.json'],
    ['attachment; filename="C:\\\\\\\\temp\\\\\\\\logs.json"', 'logs.json'],
    ["attachment; filename*=UTF-8''..%2F..%2Fa.json", 'a.json'],
    ["attachment; filename*=UTF-8''a%E2%80%AEnosj.exe", 'anosj.exe.json'],
    ["attachment; filename*=UTF-8''a%0D%0Ab%00.json", 'ab.json'],
    ['attachment; filename=".htaccess"', 'htaccess.json'],
    ['attachment; filename="NUL.json"', '_NUL.json'],
    ['attachment; filename="setup.exe"', 'setup.exe.json'],
    ['attachment; filename=".json"', 'json.json'],
    ['attachment; filename="..."', `${OWN}.json`],
    ['attachment; filename=""', `${OWN}.json`],
    ['attachment', `${OWN}.json`],
    ['inline; =; ;;; filename', `${OWN}.json`],
    [null, `${OWN}.json`],
  ])('for %s is %s', (disposition, name) => {
    expect(named(disposition)).toBe(name);
  });

  it('has the extension of its content type', () => {
    expect(named('attachment; filename=a.tar.gz', GZIP)).toBe('a.tar.gz');
    expect(named('attachment; filename=a.json', GZIP)).toBe('a.json.gz');
    expect(named(null, GZIP)).toBe(`${OWN}.gz`);
  });

  it('contains the host in a safe form', () => {
    expect(logFileName(null, GZIP, { ...fallback, host: '../a:b' })).toBe(
      'guardian-logs_a_b_20261121T090000Z.gz',
    );
    expect(logFileName(null, GZIP, { ...fallback, host: null })).toContain('unknown-host');
  });

  it('is one safe name with the right extension, whatever the server sends', () => {
    const unit = 'binary' as const;
    const text = fc.string({ unit, maxLength: 300 });
    const disposition = fc.oneof(
      text,
      text.map((name) => `attachment; filename="${name}"`),
      text.map((name) => `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/\p{Cs}/gu, ''))}`),
      fc.constant(null),
    );
    fc.assert(
      fc.property(disposition, fc.boolean(), text, (sent, gzip, host) => {
        const name = logFileName(sent, gzip ? GZIP : JSON_TYPE, { ...fallback, host });
        expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(name).not.toMatch(/^[\s.]|[\s.]$/u);
        expect(name).toMatch(gzip ? /.\.t?gz$/i : /.\.json$/i);
        expect(name.length).toBeLessThanOrEqual(MAX_NAME);
      }),
    );
  });
});
