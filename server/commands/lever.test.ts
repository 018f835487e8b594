import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { processesForTests } from '../processes-for-tests';
import { readStore } from './commands-for-tests';

const { newFolder, killSwitch, killSwitchJson } = processesForTests();
const words = (text: string) => text.split(' ');

function workplace() {
  const folder = newFolder();
  const env = { DATA_DIR: folder };
  const run = (text: string, input?: string) => killSwitchJson(env, words(text), input);
  return { folder, env, run };
}

const audit = (folder: string) =>
  readStore(folder, async ({ store }) => {
    const tenant = await store.findTenant('acme');
    return store.read(tenant?.id ?? '', (reading) => reading.auditAfter(0, 100));
  });

describe('the lever without a running server', () => {
  it('engages with one row in the name of the account on this host, and says when it was so already [F7-167]', async () => {
    const { folder, run } = workplace();
    await run('tenant add acme');
    const first = await run('engage --tenant acme --reason loop');
    expect(first).toMatchObject({
      code: 0,
      json: { status: 'engaged', changed: true, epoch: 1, reason: 'loop' },
    });
    const again = await run('engage --tenant acme --reason again --confirm');
    expect(again).toMatchObject({
      code: 0,
      json: { changed: false, epoch: 1, reason: 'loop', confirmed: true },
    });
    expect(await run('status --tenant acme')).toMatchObject({
      code: 0,
      json: {
        status: 'engaged',
        epoch: 1,
        reason: 'loop',
        engaged_by: expect.stringMatching(/^cli:[^@]+@.+/),
      },
    });
    expect(await run('disengage --tenant acme --reason over')).toMatchObject({
      code: 0,
      json: { status: 'disengaged', changed: true, epoch: 2 },
    });
    const rows = await audit(folder);
    expect(rows.map(({ action }) => action)).toEqual(['kill_switch_engaged', 'kill_switch_disengaged']);
    expect(JSON.parse(rows[0]?.text ?? '')).toMatchObject({
      metadata_json: { actor: expect.stringMatching(/^cli:[^@]+@.+/), reason: 'loop' },
    });
  });

  it('asks for a reason, and does nothing without one', async () => {
    const { folder, env, run } = workplace();
    await run('tenant add acme');
    expect(await run('engage --tenant acme')).toMatchObject({
      code: 2,
      json: { error: '--reason is missing.' },
    });
    const blank = await killSwitch(env, ['engage', '--tenant', 'acme', '--reason', ' \u200B ']);
    expect(blank).toMatchObject({ code: 2, err: expect.stringMatching(/must not be blank[^]*Usage: /) });
    expect(await audit(folder)).toEqual([]);
  });

  it('names the tenants that there are when it does not know this one', async () => {
    const { run } = workplace();
    await run('tenant add acme');
    expect(await run('engage --tenant acne --reason why')).toMatchObject({
      code: 1,
      json: { error: 'There is no tenant acne. There are: acme.' },
    });
  });

  it('ends with 6 when a gateway that answers has not confirmed it', async () => {
    const { folder, run } = workplace();
    await run('tenant add acme');
    await readStore(folder, async ({ openBeats }) => {
      const beats = await openBeats();
      const gateway = { id: randomUUID(), name: 'stuck' };
      const report = { gateway, epochs: [], calls: [], leaked: [] };
      await beats.beat(report);
      const engaged = run('engage --tenant acme --reason why --confirm');
      const ended = engaged.then(() => true);
      do await beats.beat(report);
      while (!(await Promise.race([ended, wait(500, false)])));
      expect(await engaged).toMatchObject({ code: 6, json: { changed: true, confirmed: false } });
      await beats.close();
    });
  });
});
