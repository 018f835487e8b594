import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../core/text/canonical-json';
import { engineForTests } from './testing/engine';
import { memoryHomeForTests } from './testing/memory-home';

const EXIT = '/guardian/safe-mode/exit';
const ENTER = '/guardian/safe-mode/enter';
const outcomes = (events: { kind: string; outcome: string }[]) =>
  events.map(({ kind, outcome }) => `${kind} ${outcome}`);

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

  it('says that writing failed, and Safe Mode is on all the same', async () => {
    const { engine, home, core, ask, settle } = await engineForTests();
    home.setDisk('fails');
    expect(await ask('POST', ENTER)).toMatchObject({ status: 503, body: { error: 'write_failed' } });
    await settle();
    expect([engine.state().mode, core.isRunning()]).toEqual(['SAFE', false]);
  });
});

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

describe('after a power cut', () => {
  it('between the event and the state, the next start is as safe as the event', async () => {
    const home = memoryHomeForTests();
    const { ask } = await engineForTests({ home });
    const before = structuredClone(home.durable.state);
    await ask('POST', ENTER);
    home.durable.state = before;
    const { engine, core } = await engineForTests({ home });
    expect([engine.state().mode, core.started]).toEqual(['SAFE', []]);
  });

  it('that took the state, the next start is SAFE, and says why', async () => {
    const home = memoryHomeForTests();
    home.durable.state = null;
    const { engine, core } = await engineForTests({ home });
    expect([engine.state().mode, core.started]).toEqual(['SAFE', []]);
    await engine.settled();
    expect(home.durable.events.map(({ message }) => message).join()).toContain(
      'the state was missing or damaged',
    );
  });
});

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
