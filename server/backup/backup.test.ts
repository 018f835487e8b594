import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runHere, runHereJson } from '../commands/commands-for-tests';
import { processesForTests } from '../processes-for-tests';

const { newFolder, start } = processesForTests();

/** A folder with a store, in which the switch was engaged and disengaged, and a backup of it. */
async function backedUp() {
  const folder = newFolder();
  const file = join(newFolder(), 'backup.jsonl');
  const run = (args: string, input?: string) => runHereJson(folder, args.split(' '), input);
  await run('tenant add acme');
  await run('user add --tenant acme --email ada@acme.example --role ADMIN', 'correct horse');
  await run('agent add --tenant acme --name bot');
  await run('engage --tenant acme --reason loop');
  await run('disengage --tenant acme --reason over');
  expect(await run(`backup --out ${file}`)).toMatchObject({ code: 0, json: { tenants: 1, rows: 4 } });
  return { folder, file, run };
}

async function rowsOf(folder: string, file: string): Promise<Record<string, unknown>[]> {
  const args = ['export', '--tenant', 'acme', '--out', file];
  expect((await runHere(folder, args)).code).toBe(0);
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('a backup', () => {
  it('is for its owner only, holds no key of an agent and no password, and replaces no other one', async () => {
    const { file, run } = await backedUp();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).not.toMatch(/ksa_|correct horse/);
    expect((await run(`backup --out ${file}`)).code).toBe(4);
  });

  it('restores everything into a new folder, engaged, with a row that says so', async () => {
    const { file } = await backedUp();
    const folder = newFolder();
    const restored = await runHereJson(folder, ['restore', file]);
    expect(restored).toMatchObject({
      code: 0,
      json: { tenants: ['acme'], rows: 4, status: 'engaged', kept: null },
    });
    const status = await runHereJson(folder, ['status', '--tenant', 'acme']);
    expect(status.json).toMatchObject({
      status: 'engaged',
      epoch: 3,
      reason: expect.stringMatching(/^Restored from the backup of 2/),
      engaged_by: expect.stringMatching(/^cli:/),
    });
    const bundle = join(newFolder(), 'acme.bundle');
    const rows = await rowsOf(folder, bundle);
    expect(rows.slice(0, 6).map(({ action }) => action)).toEqual([
      'person_added',
      'agent_added',
      'kill_switch_engaged',
      'kill_switch_disengaged',
      'restored',
      'kill_switch_engaged',
    ]);
    expect((await runHere(folder, ['verify', bundle])).code).toBe(3);
    const again = await runHereJson(folder, ['agent', 'add', '--tenant', 'acme', '--name', 'bot']);
    expect(again.code).toBe(4);
  });

  it('keeps the store that it replaces, and waits for the control plane to end', async () => {
    const { folder, file, run } = await backedUp();
    await run('engage --tenant acme --reason later');
    const server = start('serve.mjs', [], { DATA_DIR: folder, PORT: '0' });
    await server.says(/"listening"/);
    const refused = await run(`restore ${file}`);
    expect(refused).toMatchObject({
      code: 4,
      json: { error: expect.stringContaining('Another control plane') },
    });
    expect((await run('status --tenant acme')).json).toMatchObject({ epoch: 3, reason: 'later' });
    server.signal('SIGTERM');
    await server.ended;

    const { code, json } = await run(`restore ${file}`);
    expect(code).toBe(0);
    expect(readdirSync(String(json['kept']))).toContain('control-plane.sqlite');
    const old = await runHereJson(String(json['kept']), ['status', '--tenant', 'acme']);
    expect(old.json).toMatchObject({ epoch: 3, reason: 'later' });
    expect(readdirSync(folder).filter((name) => name.startsWith('restoring'))).toEqual([]);
  });

  it('waits for a gateway that still runs', async () => {
    const { folder, file, run } = await backedUp();
    const gateway = start('gateway.mjs', [], { DATA_DIR: folder, PORT: '0', GATEWAY_NAME: 'far-away' });
    const port = await gateway.says(/"port":(\d+),[^\n]*"listening"/);
    while (!(await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
    expect(await run(`restore ${file}`)).toMatchObject({
      code: 4,
      json: { error: expect.stringContaining('far-away') },
    });
    gateway.signal('SIGTERM');
    await gateway.ended;
    expect((await run(`restore ${file}`)).code).toBe(0);
  });

  type Edit = (lines: string[]) => string[];
  it.each<[string, Edit, RegExp]>([
    [
      'a changed reason',
      (lines) => lines.map((line) => line.replace('loop', 'calm')),
      /line 5 breaks the audit chain/,
    ],
    ['a row less', (lines) => lines.toSpliced(2, 1), /line 3 breaks the audit chain/],
    ['no end', (lines) => lines.slice(0, -1), /its end is missing/],
    ['a last row less', (lines) => lines.toSpliced(5, 1), /line 6 comes before all 4 rows/],
    [
      'another role',
      (lines) => lines.map((line) => line.replace('"ADMIN"', '"OWNER"')),
      /were changed or cut/,
    ],
    [
      'another state of the switch',
      (lines) => lines.map((line) => line.replace('"engaged":false', '"engaged":true')),
      /newest toggle is not the switch/,
    ],
    ['nothing in it', () => ['hello'], /line 1 is not what a backup has there/],
  ])('with %s is refused before anything is changed', async (_name, edit, problem) => {
    const { folder, file, run } = await backedUp();
    const before = await run('status --tenant acme');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    writeFileSync(file, `${edit(lines).join('\n')}\n`);
    const { code, json } = await run(`restore ${file}`);
    expect({ code, error: json['error'] }).toEqual({ code: 1, error: expect.stringMatching(problem) });
    expect(await run('status --tenant acme')).toEqual(before);
    expect(readdirSync(folder).filter((name) => name.startsWith('before'))).toEqual([]);
  });
});
