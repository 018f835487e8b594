import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, disconnect } from '../../api/http/connection';
import { dropEarly } from '../../api/http/early';
import { createQueryClient } from '../../api/http/query-client';
import { killSwitchPath, killSwitchStatus } from '../../api/kill-switch';
import { envelope, stubServer, TENANT } from '../../testing/stub-server';
import * as keep from './keep-session';

// public/early.js is not a module of ours, so it is run here as the page runs it.
const script = readFileSync(join(import.meta.dirname, '../../../public/early.js'), 'utf8');
const ada = { tenantId: TENANT, role: 'ADMIN', email: 'ada@a.example', id: null, fullName: null };
const read = () => createQueryClient().fetchQuery(killSwitchStatus(TENANT));

function signIn(person = ada) {
  connect({ tenantId: TENANT, token: null });
  keep.keepSession({ person, lifetime: null }, keep.markSignedIn(person));
}

/** Loads the page again, and returns the requests until the console's own script runs. */
function reload() {
  delete window.kscEarly;
  const server = stubServer(() => envelope({ status: 'disengaged', tenant_id: TENANT, reason: null }));
  runInThisContext(script);
  return server;
}

beforeEach(() => {
  window.sessionStorage.clear();
  window.localStorage.clear();
});
afterEach(() => {
  dropEarly();
  disconnect();
});

test('a reload asks for the state as every reading does, and the first reading takes the early answer', async () => {
  signIn();
  const { sent } = reload();
  expect(sent.map(({ url }) => url)).toEqual([killSwitchPath(TENANT)]);
  await read();
  expect(sent).toHaveLength(1);
  await read();
  const [early, usual] = sent.map(({ headers, init: { credentials, cache } }) => {
    const { 'x-request-id': id, ...others } = Object.fromEntries(headers);
    expect(id).toMatch(/^[\da-f-]{36}$/);
    return { others, credentials, cache };
  });
  expect(early).toEqual(usual);
});

test('nothing is asked early for a role that may not read the state', () => {
  signIn({ ...ada, role: 'VIEWER' });
  expect(reload().sent).toEqual([]);
});

test('nothing is asked early after a sign-out, here or in another tab', () => {
  signIn();
  keep.markSignedOut();
  expect(reload().sent).toEqual([]);
  signIn();
  keep.forgetSession();
  expect(reload().sent).toEqual([]);
});

test('nothing is asked early once somebody else has signed in in another tab', () => {
  signIn();
  keep.markSignedIn({ ...ada, email: 'bob@a.example' });
  expect(reload().sent).toEqual([]);
});

test('nothing is asked early once the console asks for itself', () => {
  signIn();
  const { sent } = reload();
  dropEarly();
  runInThisContext(script);
  expect(sent).toHaveLength(1);
});

test.each([
  ['holds something else', () => window.sessionStorage.setItem('ksc.early', '{"url":"/decision/x"}')],
  [
    'is blocked',
    () =>
      vi.spyOn(window, 'sessionStorage', 'get').mockImplementation(() => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }),
  ],
])('nothing is asked early, and nothing fails, where the storage %s', (_, happen) => {
  signIn();
  happen();
  expect(reload().sent).toEqual([]);
});
