import { afterEach, expect, it } from 'vitest';
import { personas } from '../../../mocks/seeds/personas';
import { readClock } from '../../lib/clock';
import { envelope, failure, stubServer } from '../../testing/stub-server';
import { connect, disconnect } from './connection';
import { dropEarly } from './early';
import { earlier } from './freshness';
import { killSwitchPath, killSwitchStatus } from '../kill-switch';
import { createQueryClient } from './query-client';

const { tenantId } = personas.admin;
const url = killSwitchPath(tenantId);
const answer = () => envelope({ status: 'disengaged', tenant_id: tenantId, reason: null });
const askedAt = earlier(readClock(), 1_000);
const read = () => createQueryClient().fetchQuery(killSwitchStatus(tenantId));

function early(response: Promise<Response>, of = url) {
  connect({ tenantId, token: null });
  window.kscEarly = { url: of, requestId: 'request-early', askedAt, response, abort: () => undefined };
  return stubServer(answer);
}

afterEach(() => {
  dropEarly();
  disconnect();
});

it('the first reading takes the early answer with its age, and the next one sends a request', async () => {
  const { sent } = early(Promise.resolve(answer()));
  expect(await read()).toMatchObject({ data: { status: 'disengaged' }, requestId: 'request-early', askedAt });
  expect(sent).toEqual([]);
  expect((await read()).askedAt.mono).toBeGreaterThan(askedAt.mono);
  expect(sent).toHaveLength(1);
});

it('an early question that failed counts as a reading that failed', async () => {
  early(Promise.reject(new TypeError('Failed to fetch')));
  expect(await failure(read())).toMatchObject({ kind: 'unreachable', requestId: 'request-early' });
});

it('an answer to another question is not taken', async () => {
  const { sent } = early(Promise.resolve(answer()), '/decision/kill-switch/another');
  await read();
  expect(sent).toHaveLength(1);
});

it('an early answer that was not taken at the start is dropped', async () => {
  const { sent } = early(Promise.resolve(answer()));
  dropEarly();
  await read();
  expect(sent).toHaveLength(1);
});
