import { expect, test } from 'vitest';
import { emptyData } from '../../mocks/memory-store/memory-data';
import { createMemoryBeats } from '../../mocks/memory-store/memory-beats';
import { createMemoryStore } from '../../mocks/memory-store/memory-store';
import { openApi } from '../conformance/api-fixture';
import { engage, release, SWITCH } from '../conformance/api-toggles';
import { OutcomeUnknown, StoreUnavailable, type Store } from '../ports/store';

/** The API on a store that fails from a moment on, in the way that the test chooses. */
async function openFailing() {
  const held = emptyData();
  const data = () => held;
  const working = createMemoryStore({ data, clock: Date.now, newId: () => crypto.randomUUID() });
  let fails: Partial<Store> = {};
  // Each method is looked up at the moment of its call.
  const store: Store = {
    ...working,
    findSession: (hash) => (fails.findSession ?? working.findSession)(hash),
    read: (tenantId, work) => (fails.read ?? working.read)(tenantId, work),
    transaction: (tenantId, work) => (fails.transaction ?? working.transaction)(tenantId, work),
  };
  const beats = createMemoryBeats(data, Date.now);
  const api = await openApi({ store, beats, close: async () => undefined });
  const fail = (how: Partial<Store>) => {
    fails = how;
  };
  return { ...api, working, fail, as: await api.signIn('ADMIN') };
}

const away = () => Promise.reject(new StoreUnavailable('database is locked'));

test.each([engage(), release()])(
  'a toggle that cannot be recorded is refused, with the time by which gateways refuse by themselves',
  async (order) => {
    const { send, as, fail, rows } = await openFailing();
    fail({ transaction: away });
    expect(await send(SWITCH, { as, ...order })).toMatchObject({
      status: 503,
      body: { error: 'store_unavailable', data: { gateways_refuse_by: '2026-11-27T09:00:04.000Z' } },
    });
    fail({});
    expect(await rows()).toEqual([]);
    expect((await send(SWITCH, { as })).body.data).toMatchObject({ status: 'disengaged', epoch: 0 });
  },
);

test('a status that cannot be read is a 503, and never a state', async () => {
  const { send, as, fail } = await openFailing();
  fail({ read: away });
  expect(await send(SWITCH, { as })).toMatchObject({
    status: 503,
    body: { error: 'store_unavailable', data: null },
  });
  fail({ findSession: away });
  expect((await send(SWITCH, { as })).status).toBe(503);
});

test('a toggle whose commit was not answered is looked up: it was done', async () => {
  const { send, as, fail, working, rows } = await openFailing();
  fail({
    transaction: async (tenantId, work) => {
      await working.transaction(tenantId, work);
      throw new OutcomeUnknown('connection lost');
    },
  });
  expect(await send(SWITCH, { as, ...engage() })).toMatchObject({
    status: 200,
    body: { data: { epoch: 1 } },
  });
  expect(await rows()).toHaveLength(1);
});

test.each([
  ['is not there', {}],
  ['cannot be read', { read: away }],
])(
  'a toggle whose commit was not answered, and whose answer %s, has an unknown outcome: it is never called refused',
  async (_what, more) => {
    const { send, as, fail } = await openFailing();
    fail({ transaction: () => Promise.reject(new OutcomeUnknown('connection lost')), ...more });
    expect(await send(SWITCH, { as, ...engage() })).toMatchObject({
      status: 503,
      body: { error: 'outcome_unknown' },
    });
  },
);

test('a mistake of the program is a 500 without its words, and is observed', async () => {
  const { send, as, fail, events } = await openFailing();
  fail({ transaction: () => Promise.reject(new Error('secret words')) });
  const answer = await send(SWITCH, { as, ...engage() });
  expect(answer).toMatchObject({ status: 500, body: { error: 'An internal server error occurred' } });
  expect(JSON.stringify(answer.body)).not.toContain('secret');
  expect(events).toContainEqual(expect.objectContaining({ kind: 'failed' }));
});
