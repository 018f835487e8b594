import { expect, test } from 'vitest';
import { fingerprintOf } from '../kill-switch/kept-answer';
import { acme, personOf, type OpenApi } from './api-fixture';
import { engage, release, SWITCH } from './api-toggles';

const withId = (id: string) => ({ headers: { 'x-request-id': id } });

export function testRepeats(api: () => OpenApi): void {
  test('a request that arrives again is answered again, and nothing is done twice', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    const first = await send(SWITCH, { as, ...engage(), ...withId('one') });
    expect(await send(SWITCH, { as, ...engage(), ...withId('one') })).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]?.requestId).toBe('one');
  });

  test('a release that was refused with 409 cannot undo a later engage when it is resent', async () => {
    const { send, signIn } = api();
    const [ada, sam] = [await signIn('ADMIN'), await signIn('SECURITY')];
    expect((await send(SWITCH, { as: ada, ...release(), ...withId('late') })).status).toBe(409);
    await send(SWITCH, { as: sam, ...engage() });
    expect((await send(SWITCH, { as: ada, ...release(), ...withId('late') })).status).toBe(409);
    expect((await send(SWITCH, { as: sam })).body.data).toMatchObject({ status: 'engaged' });
  });

  test('a refusal for its epoch is repeated, too', async () => {
    const { send, signIn } = api();
    const as = await signIn('ADMIN');
    await send(SWITCH, { as, ...engage() });
    const stale = { as, ...release(), headers: { 'x-request-id': 'stale', 'if-match': '"0"' } };
    expect((await send(SWITCH, stale)).status).toBe(412);
    expect((await send(SWITCH, stale)).status).toBe(412);
  });

  test('an id of another request is refused: another reason, another method, another epoch', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    await send(SWITCH, { as, ...engage(), ...withId('one') });
    for (const other of [
      { ...engage('Another'), ...withId('one') },
      { ...release(), ...withId('one') },
      { ...release(), headers: { 'x-request-id': 'one', 'if-match': '"1"' } },
    ])
      expect(await send(SWITCH, { as, ...other })).toMatchObject({
        status: 409,
        body: { error: 'request_id_reused' },
      });
    expect(await rows()).toHaveLength(1);
  });

  test('two people may use the same id, and what was refused for its content may be sent again', async () => {
    const { send, signIn } = api();
    const [ada, sam] = [await signIn('ADMIN'), await signIn('SECURITY')];
    expect((await send(SWITCH, { as: ada, ...engage(''), ...withId('one') })).status).toBe(400);
    expect((await send(SWITCH, { as: ada, ...engage(), ...withId('one') })).status).toBe(200);
    expect((await send(SWITCH, { as: sam, ...release(), ...withId('one') })).status).toBe(200);
  });

  test('after seven days the same id is refused', async () => {
    const { send, signIn, store } = api();
    const as = await signIn('ADMIN');
    const text = JSON.stringify(engage().body);
    const fingerprint = fingerprintOf({ method: 'POST', path: SWITCH, text, ifMatch: null });
    await store.transaction(acme.id, (tx) => {
      const at = tx.now - 7 * 86_400_000;
      return tx.keepAnswer(personOf(acme, 'ADMIN').id, 'one', { fingerprint, status: 200, body: '{}', at });
    });
    expect(await send(SWITCH, { as, ...engage(), ...withId('one') })).toMatchObject({
      status: 409,
      body: { error: 'request_id_reused' },
    });
  });

  test('limits are by person, and say when to come back', async () => {
    const { signIn } = api();
    const rate = { perSecond: 1, burst: 2 };
    const limited = api().with({ limits: { engage: rate, release: null, read: null, signIn: null } });
    const [ada, sam] = [await signIn('ADMIN'), await signIn('SECURITY')];
    const statuses = [];
    for (let index = 0; index < 3; index += 1)
      statuses.push((await limited.send(SWITCH, { as: ada, ...engage() })).status);
    expect(statuses).toEqual([200, 409, 429]);
    const refused = await limited.send(SWITCH, { as: ada, ...engage() });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect((await limited.send(SWITCH, { as: sam, ...engage() })).status).toBe(409);
    expect((await limited.send(SWITCH, { as: ada, ...release() })).status).toBe(200);
  });
}
