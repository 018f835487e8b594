import { spawn } from 'node:child_process';
import { copyFileSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ACME, idOf, readChain, toggle } from '../../../core/conformance/store-under-test';
import { StoreUnavailable } from '../../../core/ports/store';
import { SqliteConnection } from './connection';
import { DatabaseFile } from './database-file';
import { lockFolder } from './lock';
import { openSqlite } from './open-sqlite';
import { openEmptySqlite } from './sqlite-for-tests';
import { writeTransaction } from './write-transaction';

let opened: Awaited<ReturnType<typeof openEmptySqlite>>;
let path: string;
const endings: (() => unknown)[] = [];

beforeEach(async () => {
  opened = await openEmptySqlite();
  path = join(opened.folder, 'control-plane.sqlite');
  await opened.store.addTenant(ACME);
  await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(1)));
});
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
  await opened.close();
});

const report = { gateway: { id: idOf(501), name: 'eu-1' }, epochs: [], calls: [], leaked: [] };

describe('the audit table in SQLite', () => {
  it.each([
    ['UPDATE', `UPDATE audit SET row_text = '{}'`],
    ['DELETE', `DELETE FROM audit`],
    ['INSERT OR REPLACE', `INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 1`],
    [
      'INSERT OR REPLACE of a row with the same predecessor',
      `INSERT OR REPLACE INTO audit SELECT tenant_id, 2, id, timestamp, action, 2, agent_id, decision, row_text, prev_hash,
         event_hash FROM audit WHERE seq = 1`,
    ],
  ])('refuses %s, also from a connection with other settings', async (_, sql) => {
    const db = await SqliteConnection.open(path);
    for (const setting of ['ON', 'OFF']) {
      db.execute(`PRAGMA recursive_triggers = ${setting}`);
      expect(() => db.execute(sql)).toThrow(/an audit row/);
    }
    db.close();
    expect(await readChain(opened.store, ACME.id)).toHaveLength(1);
  });
});

describe('the file', () => {
  it('and its folder are for their owner only', () => {
    expect(statSync(opened.folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(opened.folder).map((name) => statSync(join(opened.folder, name)).mode & 0o777);
    expect(modes).toEqual(modes.map(() => 0o600));
    expect(modes).toHaveLength(3);
  });

  it('that was replaced by another is noticed by beats, changes and readings', async () => {
    const beats = await opened.openBeats();
    await beats.beat(report);
    copyFileSync(path, `${path}.restored`);
    renameSync(`${path}.restored`, path);
    await expect(beats.beat(report)).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)))).rejects.toThrow(
      'was replaced',
    );
    await expect(opened.store.read(ACME.id, (reading) => reading.head())).rejects.toThrow('was replaced');
    await beats.close();
  });

  it.each([
    ['is full', 'PRAGMA max_page_count = 1'],
    ['can only be read', 'PRAGMA query_only = ON'],
  ])('that %s makes the store unavailable, and nothing is half done', async (_, fault) => {
    const db = await SqliteConnection.open(path);
    const file = DatabaseFile.prepare(opened.folder);
    db.execute(fault);
    const work = writeTransaction(file, db, 1_000, async (tx) => {
      const long = 'x'.repeat(100_000);
      for (const name of ['a', 'b']) {
        await tx.query(`INSERT INTO tenant VALUES ($1, $1, $2)`, name, long);
      }
    });
    await expect(work).rejects.toBeInstanceOf(StoreUnavailable);
    db.close();
    expect(await opened.store.tenants()).toEqual([ACME]);
  });
});

describe('migrations', () => {
  it.each([
    ['was made by a newer program', `INSERT INTO migration VALUES (99, 'x')`, 'made by a newer version'],
    ['has another migration', `UPDATE migration SET sha256 = 'x' WHERE number = 1`, 'must never be edited'],
  ])('refuse a database that %s', async (_, change, words) => {
    const db = await SqliteConnection.open(path);
    db.execute(change);
    db.close();
    await expect(openSqlite({ folder: opened.folder })).rejects.toThrow(words);
  });

  it('change nothing when the database is opened again', async () => {
    const again = await openSqlite({ folder: opened.folder });
    expect(await readChain(again.store, ACME.id)).toHaveLength(1);
    await again.store.close();
  });
});

describe('another process', () => {
  it('that is a control plane on the same folder is refused, until it is dead', async () => {
    const other = await hold('control-plane.lock', 'BEGIN EXCLUSIVE');
    await expect(lockFolder(opened.folder)).rejects.toThrow('Another control plane');
    await other.kill();
    const lock = await lockFolder(opened.folder);
    await expect(lockFolder(opened.folder)).rejects.toThrow(`process ${process.pid}`);
    lock.unlock();
    (await lockFolder(opened.folder)).unlock();
  });

  it('that writes is waited for, while this one goes on', async () => {
    const other = await hold('control-plane.sqlite', 'BEGIN IMMEDIATE');
    const toggled = opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)));
    const status = await opened.store.read(ACME.id, (reading) => reading.switchState());
    expect(status.epoch).toBe(1);
    await other.kill();
    expect(await toggled).toBe(2);
  });

  it('that never ends its transaction makes the store unavailable', async () => {
    const other = await hold('control-plane.sqlite', 'BEGIN IMMEDIATE');
    const toggled = opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)));
    await expect(toggled).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await opened.store.isReady()).toBe(false);
    await other.kill();
    expect(await opened.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)))).toBe(2);
  });

  it('that toggles is heard of by the gateways of this one', async () => {
    const other = await openSqlite({ folder: opened.folder });
    const beats = await opened.openBeats();
    const told = vi.fn<() => void>();
    beats.onToggle(told);
    await beats.beat(report);
    expect(told).not.toHaveBeenCalled();
    await other.store.transaction(ACME.id, (tx) => toggle(tx, idOf(2)));
    await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1), { timeout: 5_000, interval: 5 });
    await beats.close();
    await other.store.close();
  });
});

/** Another process that begins a transaction on a file of the folder, and never ends it. */
async function hold(name: string, begin: string): Promise<{ kill(): Promise<void> }> {
  const program = `
    import sqlite from ${JSON.stringify(import.meta.resolve('@photostructure/sqlite'))};
    const db = new sqlite.DatabaseSync(process.argv[1]);
    db.exec(process.argv[2]);
    console.log('held');
    setInterval(() => db.isOpen, 1_000);`;
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const args = ['--input-type=module', '-e', program, join(opened.folder, name), begin];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  endings.push(kill);
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The other process ended with code ${code}.`)));
  });
  return { kill };
}
