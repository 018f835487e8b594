import { afterEach, describe, expect, it } from 'vitest';
import { failure, stubServer, TENANT } from '../testing/stub-server';
import { disconnect } from './http/connection';
import { createQueryClient } from './http/query-client';
import { killSwitchStatus } from './kill-switch';

// Law 1: an answer that holds the right words, and is none. What the network itself can do to one is in e2e/hostile/answers.spec.ts.

afterEach(disconnect);

const data = `{"status":"disengaged","tenant_id":"${TENANT}","reason":null}`;
const whole = `{"success":true,"data":${data},"error":null,"meta":null}`;
const withField = (json: string) => whole.replace(/\}$/, `,"extra":${json}}`);
const having = (name: string, json: string) =>
  whole.replace(new RegExp(`("${name}":)("[^"]*"|null|true)`), `$1${json}`);
const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const read = (body: string) => {
  stubServer(() => new Response(body, { headers: { 'Content-Type': 'application/json' } }));
  return createQueryClient().fetchQuery(killSwitchStatus(TENANT));
};

describe('a spoilt answer is no state:', () => {
  it.each<[string, string, string]>([
    [
      'a page that says it is JSON',
      '<!doctype html><html><body>Accept the terms</body></html>',
      'unreadable',
    ],
    ['twice in a row', whole + whole, 'unreadable'],
    ['a null byte after it', `${whole}\0`, 'unreadable'],
    ['a field of 5 MB beside it', withField(JSON.stringify('x'.repeat(5_000_000))), 'too-large'],
    ['in a list', `[${whole}]`, 'wrong-shape'],
    ['as a string', JSON.stringify(whole), 'wrong-shape'],
    ['brackets 100,000 deep', deep(100_000), 'wrong-shape'],
    ['without the envelope', data, 'wrong-shape'],
    ['success that is a word', having('success', '"true"'), 'wrong-shape'],
    ['success twice, the last one false', withField('0,"success":false'), 'wrong-shape'],
    ['a number for the state', having('status', '0'), 'wrong-shape'],
    ['a list for the state', having('status', '["disengaged"]'), 'wrong-shape'],
    ['a state in capitals', having('status', '"DISENGAGED"'), 'wrong-shape'],
    ['a number for the tenant', having('tenant_id', '7'), 'wrong-shape'],
    ['a tenant with more behind it', having('tenant_id', `"${TENANT}-2"`), 'wrong-tenant'],
    ['the data in __proto__', `{"success":true,"data":{"__proto__":${data}}}`, 'wrong-shape'],
    ['all of it in __proto__', `{"__proto__":${whole}}`, 'wrong-shape'],
  ])('%s', async (_, body, kind) => {
    expect(await failure(read(body))).toMatchObject({ kind });
  });
});

describe('an answer that is only odd is an answer:', () => {
  it.each([
    ['as it is', whole],
    ['a field of half a MB beside it', withField(JSON.stringify('x'.repeat(500_000)))],
    ['a field 50,000 deep beside it', withField(deep(50_000))],
    ['a __proto__ beside it', withField('0,"__proto__":{"success":false,"data":null}')],
  ])('%s', async (_, body) => {
    expect((await read(body)).data.status).toBe('disengaged');
  });
});
