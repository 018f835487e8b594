import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../core/text/canonical-json';
import { ENTER, engineForTests, EXIT, outcomes } from './testing/engine';

describe('an exit', () => {
  it('is durable, with a record that another implementation verifies, before the mode is NORMAL [F7-116, F7-117, F7-125, F7-126, F7-127, F7-128, F7-129, F7-163, F7-164, INV-OPER-6, F7-114, F7-120]', async () => {
    const { engine, home, core, ask, settle } = await engineForTests();
    await ask('POST', ENTER);
    home.setDisk('hangs');
    const exit = ask('POST', EXIT);
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['SAFE', false]);
    home.setDisk('works');
    expect((await exit).status).toBe(200);
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['NORMAL', true]);
    const { approval, correlation_id: id } =
      home.durable.events.findLast(({ kind }) => kind === 'mode_change') ?? {};
    const { signature = '', ...covered } = approval ?? {};
    expect(covered).toMatchObject({ plan_class: 'SYSTEM-LEVEL PLAN', correlation_id: id });
    const der = Buffer.from(String(approval?.public_key), 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    expect(verify(null, Buffer.from(canonicalJson(covered)), key, Buffer.from(signature, 'base64'))).toBe(
      true,
    );
  });

  it('that cannot be recorded does not happen, and is not recorded later', async () => {
    const { engine, home, ask, settle } = await engineForTests();
    await ask('POST', ENTER);
    home.setDisk('fails');
    expect(await ask('POST', EXIT)).toMatchObject({ status: 503 });
    home.setDisk('works');
    await engine.lookAt('kill_file');
    await settle();
    expect(engine.state().mode).toBe('SAFE');
    expect(outcomes(home.durable.events)).not.toContain('mode_change NORMAL');
  });

  it('is not recorded when a KILL file is found while the record is signed', async () => {
    const { engine, home, killFile, ask } = await engineForTests();
    await ask('POST', ENTER);
    const { sign } = home.keys;
    home.keys.sign = async (message) => {
      killFile.found = 'present';
      await engine.lookAt('kill_file');
      return sign(message);
    };
    expect(await ask('POST', EXIT)).toMatchObject({ status: 409, body: { error: 'exit_blocked' } });
    expect(home.durable.events.filter(({ approval }) => approval)).toEqual([]);
    expect(outcomes(home.durable.events)).not.toContain('mode_change NORMAL');
  });

  it('is refused when a KILL file is found while the record is written', async () => {
    const { engine, home, core, killFile, ask, settle } = await engineForTests();
    await ask('POST', ENTER);
    home.setDisk('hangs');
    const exit = ask('POST', EXIT);
    await settle();
    killFile.found = 'present';
    await engine.lookAt('kill_file');
    home.setDisk('works');
    expect(await exit).toMatchObject({ status: 409, body: { error: 'exit_blocked' } });
    expect([engine.state().mode, core.isRunning()]).toEqual(['OPERATOR_OVERRIDE', false]);
  });
});
