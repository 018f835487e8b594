import { describe, expect, it } from 'vitest';
import { readChain } from '../../core/conformance/store-under-test';
import { verifyPassword } from '../identity/passwords';
import { processesForTests } from '../processes-for-tests';
import { readStore, runHere } from './commands-for-tests';

const { newFolder, killSwitch, killSwitchJson } = processesForTests();
const words = (text: string) => text.split(' ');

function workplace() {
  const folder = newFolder();
  const env = { DATA_DIR: folder };
  const run = (text: string, input?: string) => killSwitchJson(env, words(text), input);
  return { folder, env, run };
}

describe('tenants, people and agents', () => {
  it('are added, changed and removed, each with a row of who did it, and it is no failure when they are so already', async () => {
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

    await readStore(folder, async ({ store }) => {
      const tenant = await store.findTenant('acme');
      const person = await store.read(tenant?.id ?? '', (reading) =>
        reading.personByEmail('ada@acme.example'),
      );
      expect(await verifyPassword(person?.passwordHash ?? '', 'battery staple')).toBe(true);
      expect(JSON.stringify(person)).not.toMatch(/horse|staple/);
      const rows = await readChain(store, tenant?.id ?? '');
      expect(rows.map(({ action }) => action)).toEqual([
        'person_added',
        'person_role_changed',
        'person_password_changed',
        'person_disabled',
        'person_enabled',
        'agent_added',
        'agent_revoked',
      ]);
      const told: unknown[] = rows.map(({ text }) => JSON.parse(text).metadata_json);
      const actor = expect.stringMatching(/^cli:.+@.+$/);
      const ofAda = { actor, person_email: 'ada@acme.example', person_id: person?.id, role: 'AUDITOR' };
      expect(told[1]).toEqual({ ...ofAda, role_before: 'ADMIN' });
      expect(told[2]).toEqual(ofAda);
      expect(told[5]).toEqual({ actor, agent: 'bot' });
      expect(JSON.stringify(rows)).not.toMatch(/horse|staple|ksa_|argon2/);
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
      const folder = newFolder();
      const { code, out, err } = await runHere(folder, text === '' ? [] : words(text), 'short');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(problem);
      expect(err).toContain('Usage: npm run kill-switch -- ');
      expect(await readStore(folder, ({ store }) => store.tenants())).toEqual([]);
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
    const { code, out, err } = await runHere('nowhere', words(text));
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Usage: npm run kill-switch -- /);
  });

  it('names the wrong variable when the store cannot be found', async () => {
    const { code, err } = await killSwitch({ DATABASE_URL: 'mysql://x/y' }, words('status --tenant acme'));
    expect(code).toBe(2);
    expect(err).toContain('DATABASE_URL must look like postgres://');
  });
});
