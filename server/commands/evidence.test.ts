import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendRow } from '../../core/audit/chain/append-row';
import { makeCheckpoint } from '../../core/audit/bundle/evidence';
import { fingerprintOf } from '../../core/audit/keys/signing-key';
import { openSqlite } from '../stores/sqlite/open-sqlite';
import { openSigningKeys } from '../signing-keys';
import { exportBundle } from './export';
import { verify } from './verify';

const TENANT = { id: '5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d', name: 'acme', displayName: 'Acme' };

describe('kill-switch export and verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'));
  const at = (name: string) => join(folder, name);
  const openStore = async () => (await openSqlite({ folder: at('data') })).store;
  const openKeys = () => openSigningKeys(at('data'));
  const fingerprint = () => fingerprintOf(openKeys().signer.publicKey);

  async function run(command: 'export' | 'verify', ...argv: string[]) {
    const out: string[] = [];
    const err: string[] = [];
    const io = {
      out: (line: string) => void out.push(line),
      err: (line: string) => void err.push(line),
      openStore,
      openKeys,
    };
    const code = await (command === 'export' ? exportBundle(argv, io) : verify(argv, io));
    return { code, out: out.join('\n'), err: err.join('\n') };
  }

  beforeAll(async () => {
    const store = await openStore();
    await store.addTenant(TENANT);
    for (const action of ['kill_switch_engaged', 'kill_switch_disengaged'] as const) {
      const facts = { id: randomUUID(), action, requestId: randomUUID(), metadata: { actor: 'ada' } };
      await store.transaction(TENANT.id, (tx) => appendRow(tx, facts));
    }
    await store.close();
    expect((await run('export', '--tenant', 'acme', '--out', at('whole.jsonl'))).code).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('write a file that only its owner reads, and leave nothing beside it', async () => {
    expect(statSync(at('whole.jsonl')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).toSorted()).toEqual(['data', 'whole.jsonl']);
  });

  it('do not overwrite a file, and know no other tenant', async () => {
    const again = await run('export', '--tenant', 'acme', '--out', at('whole.jsonl'));
    expect(again).toMatchObject({ code: 4, out: '', err: expect.stringContaining('not overwritten') });
    const other = await run('export', '--tenant', 'globex', '--out', at('other.jsonl'), '--json');
    expect(other).toMatchObject({ code: 1, out: '{"error":"There is no tenant globex."}' });
    expect(readdirSync(folder)).not.toContain('other.jsonl');
  });

  it('exit with 0 with the right key, and with 3 without a key or with another one', async () => {
    const colons = fingerprint().toUpperCase().match(/../g)?.join(':') ?? '';
    expect(await run('verify', at('whole.jsonl'), '--key', colons)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^VERIFIED\n/),
    });
    for (const key of [[], ['--key', 'ab'.repeat(32)]]) {
      const { code, out } = await run('verify', at('whole.jsonl'), ...key);
      expect({ code, first: out.split('\n')[0] }).toEqual({
        code: 3,
        first: 'CONSISTENT, BUT THE KEY IS NOT CONFIRMED',
      });
    }
  });

  it('exit with 1 for a changed file, and name the line', async () => {
    const text = readFileSync(at('whole.jsonl'), 'utf8');
    writeFileSync(at('changed.jsonl'), text.replace('"actor":"ada"', '"actor":"eve"'));
    const { code, out } = await run('verify', at('changed.jsonl'), '--key', fingerprint());
    expect(code).toBe(1);
    expect(out).toContain('line 3: This row does not follow the row before it.');
    const { code: same, out: json } = await run('verify', at('changed.jsonl'), '--json');
    expect(same).toBe(1);
    expect(JSON.parse(json)).toMatchObject({
      verdict: 'broken',
      problems: [{ code: 'link_broken', line: 3 }, {}],
    });
  });

  it('compare with a checkpoint that was kept, also after it went through an e-mail', async () => {
    const store = await openStore();
    const ports = { ...openKeys(), newId: randomUUID };
    const kept = await makeCheckpoint(store, TENANT.id, ports);
    await store.close();
    writeFileSync(at('kept'), kept.trimEnd().replaceAll('\n', '\r\n'));
    const words = [at('whole.jsonl'), '--key', fingerprint(), '--seen'];
    expect((await run('verify', ...words, at('kept'))).code).toBe(0);
    writeFileSync(at('longer'), kept.replace('\n3\n', '\n4\n'));
    expect((await run('verify', ...words, at('longer'))).code).toBe(1);
  });

  it('exit with 2 for what they do not understand or cannot read, and say how to ask', async () => {
    for (const argv of [[], ['a', 'b'], ['a', '--key', 'ab'], ['a', '--colour'], [at('nowhere')]]) {
      expect(await run('verify', ...argv)).toMatchObject({ code: 2, out: '' });
    }
    for (const argv of [[], ['--tenant', 'acme'], ['--colour']]) {
      const { code, err } = await run('export', ...argv);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('Usage: ') });
    }
    for (const command of ['export', 'verify'] as const) {
      expect(await run(command, '--help')).toMatchObject({
        code: 0,
        out: expect.stringContaining('Usage: '),
      });
    }
  });
});
