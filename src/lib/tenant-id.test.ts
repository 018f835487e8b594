import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTenantId, isPathPart, keptTenantId } from './tenant-id';

const ID = 'ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0';

describe('checkTenantId', () => {
  it.each([
    ['as it is', ID],
    ['in capitals', ID.toUpperCase()],
    ['with blanks around it', `  ${ID}\n`],
    ['with a zero-width space', `\u200B${ID}`],
    ['with a zero-width space inside', `${ID.slice(0, 9)}\u200B${ID.slice(9)}`],
    ['with a byte-order mark', `\uFEFF${ID}`],
    ['with a soft hyphen and a word joiner', `${ID.slice(0, 4)}\u00AD\u2060${ID.slice(4)}`],
    ['with a bidi mark', `\u202A${ID}\u202C`],
    ['with a non-breaking space', `\u00A0${ID}`],
    ['with a line break inside', `${ID.slice(0, 19)} \u2028${ID.slice(19)}`],
    ['with the hyphens of a text document', ID.replaceAll('-', '\u2011')],
  ])('accepts a UUID %s', (_, typed) => {
    const tenantId = typed === ID.toUpperCase() ? typed : ID;
    expect(checkTenantId(typed)).toEqual({ ok: true, tenantId, isUuid: true });
  });

  it.each(['acme', 'acme-robotics', 'Acme Robotics', 'a b&c', 'Straße 7', '例え', 'v1.2..3', ID.slice(1)])(
    'accepts %j as a name, and says that it is no UUID',
    (name) => expect(checkTenantId(` ${name}\u200B`)).toEqual({ ok: true, tenantId: name, isUuid: false }),
  );

  it.each(['', ' ', '\u200B', '\u00A0\uFEFF', '\u3164', '\u2800'])('finds no tenant id in %j', (typed) =>
    expect(checkTenantId(typed)).toEqual({ ok: false, problem: 'Enter the tenant ID.' }),
  );

  it.each([
    '.',
    '..',
    '...',
    '. .',
    '.\u200B.',
    '-',
    '..;',
    '../acme',
    'acme/..',
    'a/b',
    'a\\b',
    '%2e%2e',
    '%2E',
    'acme%2f..',
    'a?b',
    'a#b',
    '//evil.example',
    'x'.repeat(201),
  ])('refuses %j, and says what would be right', (typed) =>
    expect(checkTenantId(typed)).toMatchObject({
      ok: false,
      problem: expect.stringMatching(/[Nn]ot a tenant ID.*UUID.*name/),
    }),
  );

  it('never accepts a text that leads to another path, even after decoding it again', () => {
    const piece = fc.constantFrom(
      '.',
      '..',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%252e',
      ';',
      '?',
      '#',
      'a',
      '\u200B',
      ' ',
      '-',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const check = checkTenantId(typed);
        if (!check.ok) return;
        const { tenantId } = check;
        for (const part of [encodeURIComponent(tenantId), tenantId.replaceAll(' ', '%20')]) {
          const { pathname, search, hash } = new URL(`https://api.example/decision/kill-switch/${part}`);
          expect(pathname.split('/')).toHaveLength(4);
          expect(pathname).toMatch(/^\/decision\/kill-switch\/./);
          expect(search + hash).toBe('');
        }
      }),
    );
  });

  it('accepts its own results unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const check = checkTenantId(typed);
        if (check.ok) expect(checkTenantId(check.tenantId)).toEqual(check);
      }),
    );
  });
});

it('isPathPart refuses what a browser takes for a folder', () => {
  expect(['okta', 'a.b', 'x_1', '0'].filter((id) => !isPathPart(id))).toEqual([]);
  expect(['.', '..', '', '-', '%2e', 'a/b', '..\\a'].filter(isPathPart)).toEqual([]);
});

it('a kept tenant id is returned only if it could have been sent', () => {
  expect(keptTenantId(ID)).toBe(ID);
  expect(keptTenantId('Acme Robotics')).toBe('Acme Robotics');
  expect([`${ID} `, '..', '../x', '\u200Bacme', '%2e%2e'].map(keptTenantId)).toEqual(['', '', '', '', '']);
});
