import { expect, test } from 'vitest';
import { acme, type OpenApi } from './api-fixture';

export const SWITCH = `/decision/kill-switch/${acme.id}`;
export const engage = (reason: unknown = 'Runaway agent') => ({ body: { action: 'engage', reason } });
export const release = (reason: unknown = 'All clear') => ({ method: 'DELETE', body: { reason } });

export function testToggles(api: () => OpenApi): void {
  test('a toggle changes the status, counts the epoch, and leaves exactly one row that names the person [AEGIS-02, AEGIS-18, AEGIS-63, AEGIS-27, AEGIS-28, AEGIS-29, AEGIS-31, AEGIS-32, AEGIS-33, AEGIS-15, AEGIS-44, AEGIS-54]', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    expect(await send(SWITCH, { as })).toMatchObject({
      status: 200,
      body: { data: { status: 'disengaged', epoch: 0, engaged_at: null, engaged_by: null, reason: null } },
    });
    expect(await send(SWITCH, { as, ...engage() })).toMatchObject({
      status: 200,
      body: { data: { status: 'engaged', tenant_id: acme.id, epoch: 1 } },
    });
    expect((await send(SWITCH, { as })).body.data).toMatchObject({
      status: 'engaged',
      reason: 'Runaway agent',
      engaged_by: 'admin@acme.example',
      epoch: 1,
    });
    expect(await send(SWITCH, { as, ...release() })).toMatchObject({
      body: { data: { status: 'disengaged', epoch: 2 } },
    });
    const person = { actor_email: 'admin@acme.example', actor_name: 'ADMIN of Acme Robotics' };
    expect(await rows()).toMatchObject([
      { seq: 1, action: 'kill_switch_engaged', metadata: { ...person, reason: 'Runaway agent', epoch: 1 } },
      { seq: 2, action: 'kill_switch_disengaged', metadata: { ...person, reason: 'All clear', epoch: 2 } },
    ]);
  });

  test('a toggle to the state that is there already is a 409 that says since when and by whom', async () => {
    const { send, signIn, rows } = api();
    const [ada, sam] = [await signIn('ADMIN'), await signIn('SECURITY')];
    await send(SWITCH, { as: ada, ...engage() });
    expect(await send(SWITCH, { as: sam, ...engage('Second') })).toMatchObject({
      status: 409,
      body: {
        error: 'already_engaged',
        data: { engaged_by: 'admin@acme.example', reason: 'Runaway agent' },
      },
    });
    await send(SWITCH, { as: ada, ...release() });
    expect(await send(SWITCH, { as: sam, ...release() })).toMatchObject({
      status: 409,
      body: { error: 'already_disengaged', data: { disengaged_by: 'admin@acme.example' } },
    });
    expect(await rows()).toHaveLength(2);
  });

  test.each([
    ['missing', undefined, 'reason_required'],
    ['blank', ' \u200B\u2800 ', 'reason_required'],
    ['a number', 5, 'reason_required'],
    ['a list', ['x'], 'reason_required'],
    ['longer than 500 code points', '😀'.repeat(501), 'reason_too_long'],
  ])(
    'a reason that is %s is refused, for both toggles [AEGIS-14, AEGIS-21, AEGIS-24, AEGIS-50, AEGIS-52]',
    async (_what, reason, error) => {
      const { send, signIn, rows } = api();
      const as = await signIn('ADMIN');
      for (const order of [engage(reason ?? null), release(reason ?? null)])
        expect(await send(SWITCH, { as, ...order })).toMatchObject({ status: 400, body: { error } });
      expect(await rows()).toEqual([]);
    },
  );

  test('500 code points are a reason, and half a character is written as a replacement', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    expect((await send(SWITCH, { as, ...engage('😀'.repeat(500)) })).status).toBe(200);
    await send(SWITCH, { as, body: '{"reason":"half \\ud800"}', method: 'DELETE' });
    expect((await rows()).at(-1)?.metadata['reason']).toBe('half \uFFFD');
  });

  test.each([
    ['broken JSON', '{"action":'],
    ['no action', '{"reason":"x"}'],
    ['another action', '{"action":"disengage","reason":"x"}'],
    ['no object', '[1]'],
  ])('%s is refused with 422', async (_what, body) => {
    const { send, signIn } = api();
    expect(await send(SWITCH, { as: await signIn('ADMIN'), body, method: 'POST' })).toMatchObject({
      status: 422,
      body: { error: 'Validation failed' },
    });
  });

  test('a body over 64 KiB is refused, and unknown members are ignored', async () => {
    const { send, signIn } = api();
    const as = await signIn('ADMIN');
    const body = { action: 'engage', reason: 'x', note: 'n'.repeat(70_000) };
    expect((await send(SWITCH, { as, body })).status).toBe(413);
    expect((await send(SWITCH, { as, body: { ...body, note: 'short' } })).status).toBe(200);
  });

  test('a release goes through only in the epoch that it names', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    await send(SWITCH, { as, ...engage() });
    const at = (ifMatch: string) => send(SWITCH, { as, ...release(), headers: { 'if-match': ifMatch } });
    for (const wrong of ['1', '"x"', '*', 'W/"1"', '"1", "2"'])
      expect(await at(wrong)).toMatchObject({ status: 400, body: { error: 'if_match_invalid' } });
    expect(await at('"0"')).toMatchObject({
      status: 412,
      body: { error: 'epoch_changed', data: { status: 'engaged', epoch: 1, reason: 'Runaway agent' } },
    });
    expect(await rows()).toHaveLength(1);
    expect((await at('"1"')).status).toBe(200);
  });

  test('racing toggles leave one row for each one that was accepted, and a whole chain', async () => {
    const { send, signIn, rows } = api();
    const as = await signIn('ADMIN');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        send(SWITCH, { as, ...(index % 2 === 0 ? engage() : release()) }),
      ),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
    expect(accepted.length).toBeGreaterThan(0);
    expect((await rows()).map(({ metadata }) => metadata['epoch'])).toEqual(
      Array.from({ length: accepted.length }, (_, index) => index + 1),
    );
    const verified = await send('/audit/logs/verify', { as });
    expect(verified.body.data).toMatchObject({ valid: true, processed_count: accepted.length });
  });
}
