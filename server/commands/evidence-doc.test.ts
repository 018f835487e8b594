import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appendRow } from '../../core/audit/chain/append-row';
import { makeCheckpoint } from '../../core/audit/bundle/evidence';
import { fingerprintOf } from '../../core/audit/keys/signing-key';
import { openSqlite } from '../stores/sqlite/open-sqlite';
import { openSigningKeys } from '../signing-keys';
import { exportBundle } from './export';
import { verify } from './verify';

const TENANT = { id: '5a3b1c0e-2d4f-4a6b-8c9d-0e1f2a3b4c5d', name: 'acme', displayName: 'Acme' };
const DOCUMENT = readFileSync(fileURLToPath(new URL('../../docs/evidence.md', import.meta.url)), 'utf8');

/** The one block of code in docs/evidence.md that contains these words. */
function blockWith(words: string): string {
  const blocks = [...DOCUMENT.matchAll(/^```(?:sh|js)\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const [found, ...more] = blocks.filter((code) => code.includes(words));
  if (found === undefined || more.length > 0) throw new Error(`One block must have ${words}`);
  return found;
}

describe('docs/evidence.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-doc-'));
  const openKeys = () => openSigningKeys(join(folder, 'data'));
  const said: string[] = [];
  const io = {
    out: (line: string) => void said.push(line),
    err: (line: string) => void said.push(line),
    openStore: async () => (await openSqlite({ folder: join(folder, 'data') })).store,
    openKeys,
  };
  let fingerprint = '';

  /** The words after `npm run kill-switch -- `, with files in the folder. */
  const wordsOf = (block: string) =>
    block
      .trim()
      .replace('"$FINGERPRINT"', fingerprint)
      .split(' ')
      .slice(5)
      .map((word) => (/\.(?:jsonl|txt)$/.test(word) ? join(folder, word) : word));

  function shell(script: string) {
    const env = { ...process.env, FINGERPRINT: fingerprint };
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-u', '-c', script], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  }

  beforeAll(async () => {
    if (spawnSync('openssl', ['version']).status !== 0) {
      throw new Error('This test runs openssl. Install it first, for example with: apt-get install openssl');
    }
    const store = await io.openStore();
    await store.addTenant(TENANT);
    for (let row = 0; row < 6; row += 1) {
      const action = row % 2 === 0 ? 'kill_switch_engaged' : 'kill_switch_disengaged';
      const metadata = { actor: 'ada', reason: `Reason “${row}” \\ "quoted"\n` };
      const facts = { id: randomUUID(), action, requestId: randomUUID(), metadata } as const;
      await store.transaction(TENANT.id, (tx) => appendRow(tx, facts));
    }
    const keys = openKeys();
    fingerprint = fingerprintOf(keys.signer.publicKey);
    const kept = await makeCheckpoint(store, TENANT.id, { ...keys, newId: randomUUID });
    writeFileSync(join(folder, 'kept-checkpoint.txt'), kept);
    await store.close();
    const code = await exportBundle(wordsOf(blockWith('kill-switch -- export')), io);
    expect({ code, said }).toMatchObject({ code: 0 });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('has a command for the tool that verifies the record [F7-170]', async () => {
    expect(await verify(wordsOf(blockWith('kill-switch -- verify')), io)).toBe(0);
  });

  it('has commands for openssl that print the fingerprint and the hash of a row', () => {
    expect(shell(blockWith('openssl pkey -in')).stdout).toContain(fingerprint);
    const [hash = '', named = ''] = shell(blockWith('sed -n 3p')).stdout.trim().split('\n');
    expect(named).toBe(`"prev_hash":"${hash.slice(-64)}"`);
  });

  it('has commands for openssl that verify the signature of the checkpoint', () => {
    const block = blockWith('openssl pkeyutl');
    const { stdout } = shell(block);
    expect(stdout).toContain(fingerprint);
    expect(stdout).toContain('Signature Verified Successfully');
    const changed = block.replace('> signed.txt', '| sed s/7/8/ > signed.txt');
    expect(shell(changed)).toMatchObject({ status: 1, stdout: expect.stringContaining('Failure') });
  });

  it('has a script that verifies the record by itself, and finds what was changed', () => {
    writeFileSync(join(folder, 'check.mjs'), blockWith('createPublicKey'));
    const command = blockWith('node check.mjs');
    expect(shell(command)).toEqual({ status: 0, stdout: '7 rows are verified.\n', stderr: '' });
    const text = readFileSync(join(folder, 'audit.jsonl'), 'utf8');
    const lines = text.split('\n');
    const changes: [string, string][] = [
      [text.replace('Reason “3”', 'Reason “9”'), 'Row 5 does not follow'],
      [lines.toSpliced(7, 1).join('\n'), 'The checkpoint has other rows'],
      [text.replace(/(?<="checkpoint":"[^"]*)\\ntime 2/, String.raw`\ntime 3`), 'The signature is wrong'],
    ];
    for (const [changed, words] of changes) {
      writeFileSync(join(folder, 'changed.jsonl'), changed);
      const { status, stderr } = shell(command.replace('audit.jsonl', 'changed.jsonl'));
      expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(words) });
    }
  });
});
