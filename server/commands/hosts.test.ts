import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { processesForTests } from '../processes-for-tests';
import { readStore, runHere, runHereJson } from './commands-for-tests';

const { newFolder } = processesForTests();
const GUARDIAN = 'http://127.0.0.1:7461';

/** A store with the tenant Acme, and the public key of a Guardian in a file. */
async function workplace() {
  const folder = newFolder();
  const run = (text: string) => runHereJson(folder, text.split(' '));
  await run('tenant add acme');
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const pem = join(folder, 'guardian.pem');
  writeFileSync(pem, publicKey.export({ type: 'spki', format: 'pem' }));
  const base64 = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  const add = (name = 'agents-01', key = pem) =>
    run(`host add --tenant acme --name ${name} --url ${GUARDIAN} --public-key ${key}`);
  const inStore = () =>
    readStore(folder, async ({ store }) => {
      const { id = '' } = (await store.findTenant('acme')) ?? {};
      return store.read(id, async (reading) => {
        const rows = (await reading.auditAfter(0, 100)).map(({ text }) => JSON.parse(text));
        return { hosts: await reading.hosts(), agents: await reading.agents(), rows };
      });
    });
  return { folder, run, add, inStore, base64, pem, privateKey };
}

describe('host add', () => {
  it('prints a token once, and registers the Guardian’s key in the tenant’s audit chain [F7-14]', async () => {
    const { run, add, inStore, base64 } = await workplace();
    const { code, json } = await add();
    expect([code, json['token']]).toEqual([0, expect.stringMatching(/^ksh_[\w-]{43}$/)]);
    const { hosts, rows } = await inStore();
    expect(hosts).toMatchObject([
      {
        name: 'agents-01',
        url: GUARDIAN,
        controlUrl: null,
        token: json['token'],
        publicKey: base64,
        mode: null,
      },
    ]);
    expect(rows).toMatchObject([
      {
        action: 'guardian_key_registered',
        metadata_json: { host: 'agents-01', public_key: base64, actor: expect.stringMatching(/^cli:/) },
      },
    ]);
    expect(JSON.stringify(rows)).not.toContain('ksh_');
    expect(JSON.stringify((await run('host list --tenant acme')).json)).not.toContain('ksh_');
  });

  it('takes a key as one line of base64, too, and the address of the control API', async () => {
    const { folder, run, inStore, base64 } = await workplace();
    const file = join(folder, 'key.txt');
    writeFileSync(file, `${base64}\n`);
    const control = '--control-url http://127.0.0.1:7462/';
    const added = await run(
      `host add --tenant acme --name a --url https://h.example --public-key ${file} ${control}`,
    );
    expect(added.code).toBe(0);
    expect((await inStore()).hosts).toMatchObject([
      { publicKey: base64, url: 'https://h.example', controlUrl: 'http://127.0.0.1:7462' },
    ]);
  });

  it('refuses a host that is there already, and gives one that was removed a new token', async () => {
    const { run, add, inStore } = await workplace();
    const first = await add();
    expect((await add()).code).toBe(4);
    expect(await run('host remove --tenant acme --name agents-01')).toMatchObject({
      code: 0,
      json: { changed: true },
    });
    expect(await run('host remove --tenant acme --name agents-01')).toMatchObject({
      code: 0,
      json: { changed: false },
    });
    const second = await add();
    expect([second.code, second.json['token'] === first.json['token']]).toEqual([0, false]);
    const { rows } = await inStore();
    expect(rows.map(({ action }) => action)).toEqual([
      'guardian_key_registered',
      'guardian_host_removed',
      'guardian_key_registered',
    ]);
  });

  it.each([
    ['--url ftp://127.0.0.1', /--url must look like/],
    ['--url http://127.0.0.1/path', /--url must look like/],
    ['--url http://me:secret@127.0.0.1', /--url must look like/],
    ['--control-url nonsense', /--control-url must look like/],
    ['--name a/b', /--name must be/],
    ['--public-key /no/such/file', /There is no file/],
  ])('is not understood with %s', async (option, words) => {
    const { run, pem } = await workplace();
    const rest = `--tenant acme --name agents-01 --url ${GUARDIAN} --public-key ${pem}`;
    const { code, json } = await run(`host add ${rest} ${option}`);
    expect([code, json['error']]).toEqual([2, expect.stringMatching(words)]);
  });

  it('takes no private key, and none of another kind', async () => {
    const { folder, add, privateKey } = await workplace();
    const file = join(folder, 'wrong.pem');
    for (const text of [
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
      generateKeyPairSync('rsa', { modulusLength: 2_048 }).publicKey.export({ type: 'spki', format: 'pem' }),
      '-----BEGIN PUBLIC KEY-----\nno\n-----END PUBLIC KEY-----',
    ]) {
      writeFileSync(file, text);
      expect((await add('agents-01', file)).code).toBe(2);
    }
  });

  it('warns of plain http over a network', async () => {
    const { folder, pem } = await workplace();
    const add = (url: string, name: string) =>
      runHere(folder, `host add --tenant acme --name ${name} --url ${url} --public-key ${pem}`.split(' '));
    expect((await add('http://10.0.0.7:7461', 'far')).out).toMatch(/plain http over a network/);
    expect((await add('https://10.0.0.7:7461', 'tls')).out).not.toMatch(/plain http/);
  });
});

describe('hosts', () => {
  it('are listed with their mode, and whether they are silent', async () => {
    const { folder, run, add } = await workplace();
    expect((await runHere(folder, ['host', 'list', '--tenant', 'acme'])).out).toBe('acme has no hosts.');
    const { json } = await add();
    const silent = { name: 'agents-01', mode: 'unknown', silent: true, last_seen_at: null };
    expect((await run('host list --tenant acme')).json).toMatchObject({ hosts: [silent] });
    await readStore(folder, async ({ store }) => {
      const tenantId = (await store.findTenant('acme'))?.id ?? '';
      const facts = { mode: 'SAFE', since: 0, containment: 'pidns', platform: 'linux' } as const;
      await store.heardOf([
        { tenantId, name: 'agents-01', token: String(json['token']), ageMs: () => 0, ...facts },
      ]);
    });
    const { out } = await runHere(folder, ['host', 'list', '--tenant', 'acme']);
    expect(out).toMatch(/^agents-01 {2}SAFE {2}last heard of at 2\d{3}-/);
  });

  it('have agents, which must be revoked before a host is removed', async () => {
    const { run, add, inStore } = await workplace();
    const bot = 'agent add --tenant acme --name bot --host agents-01';
    expect(await run(bot)).toMatchObject({
      code: 1,
      json: { error: expect.stringContaining('no hosts yet') },
    });
    await add();
    expect(await run(bot)).toMatchObject({ code: 0, json: { host: 'agents-01' } });
    expect((await inStore()).agents).toMatchObject([{ name: 'bot', host: 'agents-01' }]);
    const remove = 'host remove --tenant acme --name agents-01';
    expect(await run(remove)).toMatchObject({ code: 4, json: { error: expect.stringContaining('bot') } });
    await run('agent revoke --tenant acme --name bot');
    expect((await run(remove)).code).toBe(0);
    expect((await run('agent add --tenant acme --name bot --host agents-01')).code).toBe(1);
    expect((await run('host remove --tenant acme --name nobody')).code).toBe(1);
  });

  it('are in a backup with their tokens, and so are the agents that belong to them', async () => {
    const { folder, run, add, inStore } = await workplace();
    await add();
    await run('agent add --tenant acme --name bot --host agents-01');
    const before = await inStore();
    const file = join(folder, 'backup.jsonl');
    await run(`backup --out ${file}`);
    const restored = newFolder();
    expect((await runHereJson(restored, ['restore', file])).code).toBe(0);
    await readStore(restored, async ({ store }) => {
      const { id = '' } = (await store.findTenant('acme')) ?? {};
      await store.read(id, async (reading) => {
        expect(await reading.hosts()).toEqual(before.hosts);
        expect(await reading.agents()).toEqual(before.agents);
      });
    });
  });
});
