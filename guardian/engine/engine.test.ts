import { describe, expect, it } from 'vitest';
import { ENTER, engineForTests, EXIT, outcomes } from './testing/engine';

describe('a KILL file', () => {
  it.each(['hangs', 'fails'] as const)(
    'ends Core at once although the disk %s, and the next look comes all the same [F7-25, INV-OPER-1]',
    async (disk) => {
      const { engine, home, core, killFile, ask, pass, said, settle } = await engineForTests();
      expect(core.isRunning()).toBe(true);
      home.setDisk(disk);
      const pending = ask('POST', '/guardian/integrity/verify');
      await settle();
      killFile.found = 'present';
      await engine.lookAt('kill_file');
      expect(core.kills()).toBeGreaterThan(0);
      await settle();
      expect(core.isRunning()).toBe(false);
      expect(engine.state().mode).toBe('OPERATOR_OVERRIDE');
      await pass(6_000);
      await engine.lookAt('kill_file');
      expect(said.join()).toMatch(/Writing failed/);
      const status = ask('GET', '/guardian/status');
      await pass(1_000);
      expect(await status).toMatchObject({ status: 200, body: { data: { mode: 'OPERATOR_OVERRIDE' } } });
      home.setDisk('works');
      await engine.lookAt('kill_file');
      await engine.settled();
      expect((await pending).status).toBe(disk === 'hangs' ? 200 : 503);
      expect(outcomes(home.durable.events)).toContain('kill CORE TERMINATED');
      expect(home.durable.state?.mode).toBe('OPERATOR_OVERRIDE');
    },
  );

  it('ends a Core that does not die at first, by trying again at each look', async () => {
    const { engine, core, killFile, settle } = await engineForTests();
    core.setDeaf(true);
    killFile.found = 'present';
    await engine.lookAt('kill_file');
    await settle();
    expect(engine.state().core.process).toBe('ending');
    core.setDeaf(false);
    await engine.lookAt('kill_file');
    await settle();
    expect(engine.state().core).toMatchObject({ process: 'none', children: 0 });
  });

  it('that cannot be looked at three times leads to Safe Mode, without Core', async () => {
    const { engine, core, killFile, settle } = await engineForTests();
    killFile.found = 'failed';
    await engine.lookAt('kill_file');
    await engine.lookAt('kill_file');
    expect(engine.state().mode).toBe('NORMAL');
    await engine.lookAt('kill_file');
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['SAFE', false]);
  });
});

describe('an answer', () => {
  it('that says Safe Mode is on comes when Core is gone and the event and the state are durable', async () => {
    const { home, core, ask } = await engineForTests();
    const { status, body } = await ask('POST', ENTER);
    expect([status, body]).toMatchObject([200, { data: { mode: 'SAFE', child_processes: 0 } }]);
    expect(core.isRunning()).toBe(false);
    expect(outcomes(home.durable.events).at(-1)).toBe('mode_change SAFE');
    expect(home.durable.state?.mode).toBe('SAFE');
  });

  it('says that Core does not end, when that is what it waits for', async () => {
    const { core, ask, pass, settle } = await engineForTests();
    core.setDeaf(true);
    const entering = ask('POST', ENTER);
    await settle();
    await pass(15_000);
    expect(await entering).toMatchObject({ status: 503, body: { data: { detail: 'Core does not end' } } });
  });

  it('to whoever uses the open socket waits for the one before, so that nobody there keeps the Guardian busy', async () => {
    const { home, ask, settle } = await engineForTests();
    let [under, most] = [0, 0];
    home.events.verify = async () => {
      most = Math.max(most, ++under);
      await settle();
      under--;
      return { ok: true, sha256: '', detail: null };
    };
    const all = Array.from({ length: 20 }, () => ask('POST', '/guardian/integrity/verify', 'LOCAL'));
    expect(await ask('POST', '/local/start-safe', 'LOCAL')).toMatchObject({
      body: { data: { mode: 'SAFE' } },
    });
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 200));
    expect(most).toBe(1);
  });

  it('says that writing failed, and Safe Mode is on all the same', async () => {
    const { engine, home, core, ask, settle } = await engineForTests();
    home.setDisk('fails');
    expect(await ask('POST', ENTER)).toMatchObject({ status: 503, body: { error: 'write_failed' } });
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['SAFE', false]);
  });
});

it('a policy that matches its seal again leaves an event, also when its reset was not completed', async () => {
  const { engine, home } = await engineForTests();
  const sealed = home.files.policy;
  home.files.policy = { ...sealed, intact: false };
  await engine.verify();
  home.files.policy = { ...sealed, version: 2, hash: 'other' };
  await engine.verify();
  await engine.settled();
  expect(outcomes(home.durable.events).at(-1)).toBe('integrity POLICY CHANGED');
});

it('the event log, which may be long, is read as a whole only for somebody who asks for it', async () => {
  const { engine, home, ask } = await engineForTests();
  let reads = 0;
  const { verify } = home.events;
  home.events.verify = () => {
    reads++;
    return verify();
  };
  await engine.verify();
  await ask('POST', ENTER);
  await ask('POST', EXIT);
  expect(reads).toBe(0);
  await ask('POST', '/guardian/integrity/verify');
  expect(reads).toBe(1);
});
