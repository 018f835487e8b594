import { describe, expect, it } from 'vitest';
import { engineForTests } from './testing/engine';

describe('Core', () => {
  it('that ends by itself is started again twice; the third time in a row is a crash loop [F7-70]', async () => {
    const { engine, core, settle } = await engineForTests();
    for (const mode of ['NORMAL', 'NORMAL', 'SAFE']) {
      core.crash();
      await settle();
      expect(engine.state().mode).toBe(mode);
    }
    expect([core.started.length, core.isRunning()]).toEqual([3, false]);
  });

  it('that ran for ten minutes has its crashes forgiven', async () => {
    const { engine, core, settle, pass } = await engineForTests();
    core.crash();
    await settle();
    core.crash();
    await pass(600_000);
    await engine.lookAt('kill_file');
    expect(engine.state().core.crashes).toBe(0);
  });

  it('that fails after an upgrade is rolled back by itself, which leads to Safe Mode [F7-69, F7-169]', async () => {
    const { engine, home, core, propose, settle } = await engineForTests();
    await propose('2.5.0');
    await settle();
    expect([core.started.at(-1), home.files.current]).toEqual(['/home/core/2.5.0', '2.5.0']);
    await engine.verify();
    core.crash();
    await settle();
    expect(engine.state()).toMatchObject({ mode: 'SAFE', core: { version: '2.4.1', process: 'none' } });
    await engine.settled();
    expect(home.files.current).toBe('2.4.1');
    await expect(propose('2.5.0')).rejects.toThrow('refused');
  });

  it('goes back to an earlier version only, although a newer one is retained and verifies [F7-49]', async () => {
    const { engine, home, ask } = await engineForTests();
    expect(engine.state().core.backups.map(({ version }) => version)).toEqual(['2.5.0', '2.4.0']);
    const back = () => ask('POST', '/guardian/core/rollback');
    expect(await back()).toMatchObject({ status: 200, body: { data: { to_version: '2.4.0' } } });
    expect(await back()).toMatchObject({ status: 409, body: { error: 'no_verified_backup' } });
    expect(home.files.current).toBe('2.4.0');
  });

  it('whose upgrade could not be made the current one is not on trial any more', async () => {
    const { engine, home, core, propose, settle } = await engineForTests();
    home.versions.activate = () => Promise.reject(new Error('EIO'));
    await propose('2.5.0').catch(() => {});
    await settle();
    await engine.settled();
    expect(engine.state().core).toMatchObject({ version: '2.4.1', upgradedFrom: null });
    core.crash();
    await settle();
    expect(engine.state().mode).toBe('NORMAL');
  });

  it('is not started by a Guardian that was told to stop while it started', async () => {
    const { engine, core, pass } = await engineForTests({ isStarted: false });
    const stopping = engine.stop();
    engine.letCoreStart();
    await pass(10_000);
    await stopping;
    expect(core.started).toEqual([]);
  });

  it('is ended when its signature is not valid any more [F7-67]', async () => {
    const { engine, home, core, settle } = await engineForTests();
    home.files.signature = 'invalid';
    await engine.verify();
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['SAFE', false]);
  });
});
