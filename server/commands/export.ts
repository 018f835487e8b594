import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleOf } from '../../core/audit/bundle/evidence';
import { fingerprintOf } from '../../core/audit/keys/signing-key';
import type { Store } from '../../core/ports/store';
import { nodeSha256 } from '../sha256';
import type { SigningKeys } from '../signing-keys';

const USAGE = `Usage: npm run kill-switch -- export --tenant NAME --out FILE [--json]

Writes the tenant's whole audit record, with a signed checkpoint, into one file that anybody can verify.
An existing file is not overwritten.

Exit codes: 0 done; 1 failed; 2 not understood; 4 refused, because the file is there.`;

interface ExportIo {
  out(line: string): void;
  err(line: string): void;
  openStore(): Promise<Store>;
  /** Those of the control plane: DATA_DIR/keys. */
  openKeys(): SigningKeys;
}

/** Runs `kill-switch export` with the words after it, and resolves to its exit code. */
export async function exportBundle(argv: readonly string[], io: ExportIo): Promise<number> {
  if (argv.includes('--help') || argv.includes('-h')) {
    io.out(USAGE);
    return 0;
  }
  const json = argv.includes('--json');
  const fail = (code: number, words: string) => {
    if (json) io.out(JSON.stringify({ error: words }));
    io.err(words);
    return code;
  };
  let asked;
  try {
    asked = readWords(argv);
  } catch (error) {
    return fail(2, `${wordsOf(error)}\n\n${USAGE}`);
  }
  const { tenant, out } = asked;
  if (existsSync(out)) return fail(4, `${out} is there already, and is not overwritten.`);
  try {
    const keys = io.openKeys();
    const rows = await writeExport(tenant, out, keys, io);
    const fingerprint = fingerprintOf(keys.signer.publicKey);
    const said = `${out} has ${rows} rows of ${tenant}, signed by ${fingerprint}.`;
    io.out(json ? JSON.stringify({ tenant, out, rows, fingerprint }) : said);
    return 0;
  } catch (error) {
    return fail(1, wordsOf(error));
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** Throws a TypeError, as parseArgs does, for what is no way to ask. */
function readWords(argv: readonly string[]): { tenant: string; out: string } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: { tenant: text, out: text, json: { type: 'boolean' } },
  });
  const { tenant, out } = values;
  if (!tenant || !out) throw new TypeError('Name the tenant with --tenant, and the file with --out.');
  return { tenant, out: resolve(out) };
}

async function writeExport(name: string, out: string, keys: SigningKeys, io: ExportIo): Promise<number> {
  const store = await io.openStore();
  try {
    const tenant = await store.findTenant(name);
    if (!tenant) throw new Error(`There is no tenant ${name}.`);
    return await writeWhole(
      out,
      await bundleOf(store, tenant.id, { ...keys, newId: randomUUID, sha256: nodeSha256 }),
    );
  } finally {
    await store.close();
  }
}

/** The file is there when it is whole and on the disk. Returns the number of rows. */
async function writeWhole(out: string, pieces: AsyncIterable<string>): Promise<number> {
  const draft = `${out}.${randomUUID()}.part`;
  const file = openSync(draft, 'wx', 0o600);
  let lines = 0;
  try {
    for await (const piece of pieces) {
      writeFileSync(file, piece);
      lines += piece.split('\n').length - 1;
    }
    fsyncSync(file);
    renameSync(draft, out);
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
  syncFolder(dirname(out));
  return lines - 2;
}

/** Not every system opens folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const file = openSync(folder, 'r');
  fsyncSync(file);
  closeSync(file);
}
