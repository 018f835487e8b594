import { describe, expect, it } from 'vitest';
import { engineForTests } from './testing/engine';
import { memoryHomeForTests, type MemoryHome } from './testing/memory-home';

const TEN_MINUTES = 600_000;

/** A Guardian with Core 2.4.1, to which somebody brings this Core. */
async function guardianWith(brought: MemoryHome['files']['brought'], home = memoryHomeForTests()) {
  const made = await engineForTests({ home });
  home.files.brought = brought;
  const install = (role = 'ADMIN') => made.ask('POST', '/local/install-core', role, { incoming: 'x' });
  const events = () =>
    home.durable.events.map(({ outcome, actor, message }) => `${outcome} ${actor}: ${message}`);
  return { ...made, install, events };
}

describe('a Core that an administrator installs', () => {
  it('is an upgrade in NORMAL: it is started in place of the one before, on trial, and who and why is recorded', async () => {
    const { engine, home, core, install, events, settle, pass } = await guardianWith({ version: '2.6.0' });
    expect(await install()).toMatchObject({
      status: 200,
      body: {
        data: {
          from_version: '2.4.1',
          to_version: '2.6.0',
          is_current: true,
          on_trial: true,
          mode: 'NORMAL',
        },
      },
    });
    await settle();
    expect([core.started.at(-1), core.isRunning(), home.files.current]).toEqual([
      '/home/core/2.6.0',
      true,
      '2.6.0',
    ]);
    expect(events()).toContain('CORE INSTALLED ada@host: Core 2.6.0 is installed in place of 2.4.1: Drill');
    expect(home.durable.state?.core).toMatchObject({ version: '2.6.0', upgradedFrom: '2.4.1' });
    await pass(TEN_MINUTES);
    await engine.lookAt('kill_file');
    await engine.settled();
    expect(events().join()).toContain('UPGRADE GOOD');
    expect(engine.state().core).toMatchObject({ version: '2.6.0', upgradedFrom: null });
  });

  it('and that does not stay up is rolled back by the Guardian, by the same rule as any upgrade [F7-69, F7-169]', async () => {
    const { engine, home, core, install, events, settle } = await guardianWith({ version: '2.6.0' });
    await install();
    await settle();
    core.crash();
    await settle();
    await engine.settled();
    expect(engine.state()).toMatchObject({ mode: 'SAFE', core: { version: '2.4.1', process: 'none' } });
    expect(Object.keys(engine.state().conditions)).toEqual(['upgrade_rollback']);
    expect(home.files.current).toBe('2.4.1');
    expect(events().join()).toContain('ROLLED BACK Guardian');
  });

  it('during the trial of another one is rolled back to the last one that was good', async () => {
    const { engine, home, core, install, settle } = await guardianWith({ version: '2.6.0' });
    await install();
    await settle();
    home.files.brought = { version: '2.6.1' };
    await install();
    await settle();
    expect(core.started.at(-1)).toBe('/home/core/2.6.1');
    core.crash();
    await settle();
    await engine.settled();
    expect([engine.state().core.version, home.files.current]).toEqual(['2.4.1', '2.4.1']);
  });

  it('is only put in place in Safe Mode, which is not left, and is on trial after the exit [F7-91]', async () => {
    const { engine, core, ask, install, settle } = await guardianWith({ version: '2.6.0' });
    await ask('POST', '/guardian/safe-mode/enter');
    expect(await install()).toMatchObject({ status: 200, body: { data: { mode: 'SAFE', on_trial: true } } });
    await settle();
    expect([engine.state().mode, core.isRunning(), core.started.length]).toEqual(['SAFE', false, 1]);
    expect((await ask('POST', '/guardian/safe-mode/exit')).status).toBe(200);
    await settle();
    expect(core.started.at(-1)).toBe('/home/core/2.6.0');
    core.crash();
    await settle();
    expect(engine.state()).toMatchObject({ mode: 'SAFE', core: { version: '2.4.1' } });
  });

  it.each(['2.4.1', '2.6.0'])(
    'as %s in place of a damaged one ends that condition, and nothing else does [F7-67, F7-139]',
    async (version) => {
      const { engine, home, core, ask, install, settle } = await guardianWith({ version });
      home.files.signature = 'invalid';
      // Nobody has noticed it yet.
      expect(engine.state().mode).toBe('NORMAL');
      expect(await install()).toMatchObject({
        status: 200,
        body: { data: { to_version: version, is_current: true, mode: 'SAFE' } },
      });
      await settle();
      expect([engine.state().mode, engine.state().conditions, core.isRunning()]).toEqual(['SAFE', {}, false]);
      expect((await ask('POST', '/guardian/safe-mode/exit')).status).toBe(200);
      await settle();
      expect(core.started.at(-1)).toBe(`/home/core/${version}`);
    },
  );

  it('that is older than the current one is kept for a roll-back, and Core goes on', async () => {
    const { engine, core, install } = await guardianWith({ version: '2.3.0' });
    expect(await install()).toMatchObject({
      status: 200,
      body: { data: { from_version: '2.4.1', to_version: '2.3.0', is_current: false, on_trial: false } },
    });
    expect([core.isRunning(), core.kills(), engine.state().core.version]).toEqual([true, 0, '2.4.1']);
    expect(engine.state().core.backups.map(({ version }) => version)).toContain('2.3.0');
  });

  it.each([
    ['not signed', 'core_not_signed'],
    ['too old', 'core_too_old'],
  ] as const)('and is %s is refused, with an event, and nothing changes', async (refused, error) => {
    const { engine, home, core, install, events } = await guardianWith({ refused, detail: 'It is bad.' });
    const before = engine.state();
    expect(await install()).toMatchObject({ status: 409, body: { error, data: { detail: 'It is bad.' } } });
    expect(engine.state()).toEqual(before);
    expect([core.isRunning(), home.files.current]).toEqual([true, '2.4.1']);
    expect(events().at(-1)).toBe(
      `REFUSED (${refused}) ada@host: A Core was not installed (Drill): It is bad.`,
    );
  });

  it('is refused to everybody else, and without its folder', async () => {
    const { ask, install, events } = await guardianWith({ version: '2.6.0' });
    const before = events();
    for (const role of ['LOCAL', 'SECURITY', 'AUDITOR', 'VIEWER', 'CONTROL_PLANE'])
      expect((await install(role)).status).toBe(403);
    expect(await ask('POST', '/local/install-core')).toMatchObject({
      status: 400,
      body: { error: 'incoming_required' },
    });
    expect(events()).toEqual(before);
  });

  it('and cannot be written is not installed, and the answer says so', async () => {
    const { home, core, install } = await guardianWith({ version: '2.6.0' });
    home.setDisk('fails');
    expect(await install()).toMatchObject({ status: 503, body: { error: 'write_failed' } });
    expect([core.started.length, home.files.current]).toEqual([1, '2.4.1']);
  });

  it('is on trial also when the power went between its version and the state', async () => {
    const home = memoryHomeForTests();
    await (await guardianWith({ version: '2.6.0' }, home)).install();
    const { engine, core, settle } = await (async () => {
      const { state } = home.durable;
      if (state) Object.assign(state.core, { version: '2.4.1', highestVersion: '2.6.0', upgradedFrom: null });
      return engineForTests({ home });
    })();
    expect(core.started).toEqual(['/home/core/2.6.0']);
    core.crash();
    await settle();
    expect(engine.state()).toMatchObject({ mode: 'SAFE', core: { version: '2.4.1' } });
  });
});

describe('a Core that is installed', () => {
  it('has who and why on the disk before its version is the current one', async () => {
    const { home, install, events } = await guardianWith({ version: '2.6.0' });
    const { activate } = home.versions;
    let atTheTime: string[] = [];
    home.versions.activate = (version) => {
      atTheTime = events();
      return activate(version);
    };
    await install();
    expect(atTheTime.at(-1)).toContain('CORE INSTALLED ada@host');
  });
});

describe('a roll-back by hand', () => {
  it('never leads to the newer version that was rolled back before [F7-49, F7-100, F7-134]', async () => {
    const { engine, core, ask, install, settle } = await guardianWith({ version: '2.6.0' });
    await install();
    await settle();
    core.crash();
    await settle();
    expect(await ask('POST', '/guardian/core/rollback')).toMatchObject({
      status: 200,
      body: { data: { from_version: '2.4.1', to_version: '2.4.0' } },
    });
    expect(await ask('POST', '/guardian/core/rollback')).toMatchObject({
      status: 409,
      body: { error: 'no_verified_backup' },
    });
    expect(engine.state().core.version).toBe('2.4.0');
  });
});
