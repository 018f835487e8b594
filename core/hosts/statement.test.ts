import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createNonces,
  LONGEST_STATEMENT_MS,
  makeStatement,
  PERSON_HEADER,
  readStatement,
  SIGNATURE_HEADER,
  type Judging,
  type StatedCall,
  type StatedPerson,
} from './statement';

const TOKEN = 'ksh_the-token-of-this-host';
const NOW = Date.parse('2026-11-27T09:00:00Z');
const ada: StatedPerson = {
  tenantId: 'acme-id',
  host: 'agents-01',
  id: 'ada-id',
  email: 'ada.admin@acme.example',
  role: 'ADMIN',
};
const call: StatedCall = {
  method: 'POST',
  path: '/guardian/safe-mode/exit',
  query: 'host=agents-01',
  body: '{"reason":"checked","confirm":true}',
};
const judging = (change: Partial<Judging> = {}): Judging => ({
  token: TOKEN,
  host: 'agents-01',
  now: NOW,
  nonces: createNonces(),
  since: 0,
  ...change,
});
const make = (person = ada, about = call, token = TOKEN) =>
  makeStatement(token, person, about, { now: NOW, nonce: 'nonce-1' });
const within = (headers: Record<string, string>) => (name: string) => headers[name] ?? null;
const read = (headers: Record<string, string>, about = call, change: Partial<Judging> = {}) =>
  readStatement(within(headers), about, judging(change));

describe('the signed statement about a person', () => {
  it('names the person to the host whose token signed it', () => {
    expect(read(make())).toEqual(ada);
  });

  it.each<[string, Partial<StatedCall>]>([
    ['method', { method: 'GET' }],
    ['path', { path: '/guardian/policy/reset' }],
    ['query', { query: '' }],
    ['body', { body: '{"reason":"something else","confirm":true}' }],
  ])('is refused for a call with another %s', (_, change) => {
    expect(read(make(), { ...call, ...change })).toEqual({ fault: 'other_call' });
  });

  it('is refused by another host, and with another token', () => {
    expect(read(make(), call, { host: 'agents-02' })).toEqual({ fault: 'other_host' });
    expect(read(make(), call, { token: 'ksh_another' })).toEqual({ fault: 'wrong_signature' });
    expect(read(make(), call, { host: null })).toEqual(ada);
  });

  it('is good once', () => {
    const nonces = createNonces();
    expect(read(make(), call, { nonces })).toEqual(ada);
    expect(read(make(), call, { nonces })).toEqual({ fault: 'repeated' });
  });

  it('is not good a second time because the host has started again since, and has forgotten what was used', () => {
    expect(read(make(), call, { since: NOW + 1, now: NOW + 500 })).toEqual({ fault: 'repeated' });
    expect(read(make(), call, { since: NOW, now: NOW + 500 })).toEqual(ada);
  });

  it('is refused when it is over, and when it would be good for longer than 30 s', () => {
    const late = NOW + LONGEST_STATEMENT_MS;
    expect(read(make(), call, { now: late })).toEqual({ fault: 'expired' });
    expect(read(make(), call, { now: NOW - LONGEST_STATEMENT_MS })).toEqual({ fault: 'too_long' });
    expect(read(make(), call, { now: NOW - 14_000 })).toEqual(ada);
    expect(read(make(), call, { now: NOW + 14_000 })).toEqual(ada);
  });

  it('takes no nonce for a statement that is refused for something else', () => {
    const nonces = createNonces();
    read(make(), { ...call, method: 'GET' }, { nonces });
    expect(read(make(), call, { nonces })).toEqual(ada);
  });

  it('is missing without both headers', () => {
    expect(read({})).toEqual({ fault: 'missing' });
    const { [PERSON_HEADER]: person = '', [SIGNATURE_HEADER]: signature = '' } = make();
    expect(read({ [PERSON_HEADER]: person })).toEqual({ fault: 'missing' });
    expect(read({ [SIGNATURE_HEADER]: signature })).toEqual({ fault: 'missing' });
  });

  it('carries any name, and no token', () => {
    const person = { ...ada, email: 'ädä+\u{1F600}@acme.example', id: 'local:root' };
    const headers = make(person);
    expect(read(headers)).toEqual(person);
    expect(Object.values(headers).join('')).toMatch(/^[\w-]+$/);
    expect(atob((headers[PERSON_HEADER] ?? '').replaceAll('-', '+').replaceAll('_', '/'))).not.toContain(
      TOKEN,
    );
  });

  it('is not believed when a character of it was changed', () => {
    const headers = make();
    const names = [PERSON_HEADER, SIGNATURE_HEADER] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(),
        fc.constantFrom('A', 'b', '0', '-'),
        (name, at, put) => {
          const text = headers[name] ?? '';
          const index = at % text.length;
          const changed = text.slice(0, index) + put + text.slice(index + 1);
          fc.pre(changed !== text);
          expect(read({ ...headers, [name]: changed })).toEqual({ fault: 'wrong_signature' });
        },
      ),
    );
  });

  it('may say whatever it likes when it is not signed, and is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (person, signature) => {
        expect(read({ [PERSON_HEADER]: person, [SIGNATURE_HEADER]: signature })).toHaveProperty('fault');
      }),
    );
  });
});

describe('nonces', () => {
  it('are forgotten when their statement is over', () => {
    const nonces = createNonces();
    expect(nonces.take('a', 10, 0)).toBe(true);
    expect(nonces.take('a', 10, 10)).toBe(false);
    expect(nonces.take('a', 30, 11)).toBe(true);
  });
});
