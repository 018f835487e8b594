import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Reading, Store } from '../../core/ports/store';
import { FORMAT, writeLine, type BackupLine } from './backup-file';

const ROWS_AT_ONCE = 500;

/** Writes everything that is worth keeping, readable for its owner only. Each tenant is as of one moment. */
export async function writeBackup(store: Store, path: string): Promise<{ tenants: number; rows: number }> {
  const draft = `${path}.part`;
  const file = await open(draft, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const counted = { tenants: 0, rows: 0, lines: 0 };
    const write = async (lines: BackupLine[]) => {
      const text = lines.map(writeLine).join('');
      hash.update(text);
      counted.lines += lines.length;
      await file.write(text);
    };
    await write([{ header: { format: FORMAT, made_at: new Date().toISOString() } }]);
    for (const { id } of await store.tenants()) {
      counted.tenants += 1;
      counted.rows += await store.read(id, (reading) => writeTenant(reading, write));
    }
    const { tenants, rows, lines } = counted;
    await file.write(writeLine({ end: { lines, sha256: hash.digest('hex') } }));
    await file.sync();
    await rename(draft, path);
    return { tenants, rows };
  } finally {
    await file.close();
    await rm(draft, { force: true });
  }
}

async function writeTenant(reading: Reading, write: (lines: BackupLine[]) => Promise<void>): Promise<number> {
  const { tenant } = reading;
  const [people, agents, hosts] = [await reading.people(), await reading.agents(), await reading.hosts()];
  const rows = (await reading.head())?.seq ?? 0;
  const [state, effect_epoch] = [await reading.switchState(), await reading.effectEpoch()];
  await write([{ tenant: { tenant, people, agents, hosts, switch: state, effect_epoch, rows } }]);
  for (let seq = 0; seq < rows;) {
    const page = await reading.auditAfter(seq, ROWS_AT_ONCE);
    if (page.length === 0) throw new Error(`Row ${seq + 1} of ${tenant.name} is missing in the store.`);
    await write(page.map((row) => ({ row })));
    seq = page.at(-1)?.seq ?? rows;
  }
  return rows;
}
