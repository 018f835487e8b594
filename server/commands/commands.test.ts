import { randomUUID } from 'node:crypto';
import { setInterval as ticks } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { verifyPassword } from '../identity/passwords';
import { processesForTests } from '../processes-for-tests';
import { openSqlite } from '../stores/sqlite/open-sqlite';

const { newFolder, killSwitch, killSwitchJson } = processesForTests();
const words = (text: string) => text.split(' ');

function workplace() {
  const folder = newFolder();
  const env = { DATA_DIR: folder };
  const run = (text: string, input?: string) => killSwitchJson(env, words(text), input);
  return { folder, env, run };
}

/** Reads the store behind the commands. */
async function read<T>(
  folder: string,
  work: (opened: Awaited<ReturnType<typeof openSqlite>>) => Promise<T>,
): Promise<T> {
  const opened = await openSqlite({ folder });
  try {
    return await work(opened);
  } finally {
    await opened.store.close();
  }
}

const audit = (folder: string) =>
  read(folder, async ({ store }) => {
    const tenant = await store.findTenant('acme');
    return store.read(tenant?.id ?? '', (reading) => reading.auditAfter(0, 100));
  });

describe('the lever without a running server', () => {
  it('engages with one row in the name of the account on this host, and says when it was so already', async () => {
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
    await read(folder, async ({ openBeats }) => {
      const beats = await openBeats();
      const gateway = { id: randomUUID(), name: 'stuck' };
      const report = { gateway, epochs: [], calls: [], leaked: [] };
      await beats.beat(report);
      const engaged = run('engage --tenant acme --reason why --confirm');
      let answered = false;
      void engaged.finally(() => (answered = true));
      for await (const _tick of ticks(500)) {
        if (answered) break;
        await beats.beat(report);
      }
      expect(await engaged).toMatchObject({ code: 6, json: { changed: true, confirmed: false } });
      await beats.close();
    });
  });
});

describe('tenants, people and agents', () => {
  it('are added, changed and removed, and it is no failure when they are so already', async () => {
    const { folder, run } = workplace();
    expect(await run('tenant add acme')).toMatchObject({ code: 0, json: { changed: true } });
    expect(await run('tenant add acme')).toMatchObject({ code: 0, json: { changed: false } });

    const ada = '--tenant acme --email Ada@Acme.example';
    const added = await run(`user add ${ada} --role ADMIN`, 'correct horse\n');
    expect(added).toMatchObject({
      code: 0,
      json: { email: 'ada@acme.example', role: 'ADMIN', changed: true },
    });
    expect((await run(`user add ${ada} --role ADMIN`, 'correct horse\n')).code).toBe(4);
    expect(await run(`user role ${ada} --role AUDITOR`)).toMatchObject({ code: 0, json: { changed: true } });
    expect(await run(`user role ${ada} --role AUDITOR`)).toMatchObject({ code: 0, json: { changed: false } });
    expect(await run(`user password ${ada}`, 'battery staple')).toMatchObject({ code: 0 });
    expect(await run(`user disable ${ada}`)).toMatchObject({
      code: 0,
      json: { active: false, changed: true },
    });
    expect(await run(`user disable ${ada}`)).toMatchObject({ code: 0, json: { changed: false } });
    expect(await run(`user enable ${ada}`)).toMatchObject({ code: 0, json: { active: true, changed: true } });

    const bot = await run('agent add --tenant acme --name bot');
    expect(bot).toMatchObject({ code: 0, json: { key: expect.stringMatching(/^ksa_[\w-]{43}$/) } });
    expect((await run('agent add --tenant acme --name bot')).code).toBe(4);
    expect(await run('agent revoke --tenant acme --name bot')).toMatchObject({ json: { changed: true } });
    expect(await run('agent revoke --tenant acme --name bot')).toMatchObject({
      code: 0,
      json: { changed: false },
    });

    await read(folder, async ({ store }) => {
      const tenant = await store.findTenant('acme');
      const person = await store.read(tenant?.id ?? '', (reading) =>
        reading.personByEmail('ada@acme.example'),
      );
      expect(await verifyPassword(person?.passwordHash ?? '', 'battery staple')).toBe(true);
      expect(JSON.stringify(person)).not.toMatch(/horse|staple/);
    });
  });

  it.each([
    ['tenant add Acme', 'NAME must be'],
    ['tenant add ac3e0c0a-1a2b-4c3d-8e4f-a5b6c7d8e9f0', 'no UUID'],
    ['tenant add', 'A word is missing'],
    ['user add --tenant acme --email me@x.example --role KING', '--role must be one of'],
    ['user add --tenant acme --email nobody --role ADMIN', '--email must look like'],
    ['user add --tenant acme --email me@x.example --role ADMIN', 'The password is the first line'],
    ['agent add --tenant acme', '--name is missing'],
    ['status', '--tenant is missing'],
    ['status --tenant acme extra', "Unexpected argument 'extra'"],
    ['engage --tenant acme --reason x --force', "Unknown option '--force'"],
    ['open --tenant acme', "There is no command 'open --tenant acme'"],
    ['', 'Which command?'],
  ])(
    '%s is not understood: the usage is printed, the exit code is 2, and nothing is made',
    async (text, problem) => {
      const { folder, env } = workplace();
      const { code, out, err } = await killSwitch(env, text === '' ? [] : words(text), 'short');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(problem);
      expect(err).toContain('Usage: npm run kill-switch -- ');
      expect(await read(folder, ({ store }) => store.tenants())).toEqual([]);
    },
  );

  it.each([
    '--help',
    'user --help',
    'user add --help',
    'engage --help',
    'restore --help',
    'verify --help',
    'export -h',
  ])('%s prints how to use it', async (text) => {
    const { code, out, err } = await killSwitch({}, words(text));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: npm run kill-switch -- /);
  });

  it('says that hosts come with the Guardian', async () => {
    const { env } = workplace();
    expect(await killSwitch(env, ['host', 'add'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('Guardian'),
    });
  });

  it('names the wrong variable when the store cannot be found', async () => {
    const { code, err } = await killSwitch({ DATABASE_URL: 'mysql://x/y' }, words('status --tenant acme'));
    expect(code).toBe(2);
    expect(err).toContain('DATABASE_URL must look like postgres://');
  });
});
