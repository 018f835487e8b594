import { open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseObject } from '../../core/text/json-object';
import { nodeFiles, type Files } from './durable';
import { GENESIS, hashLine } from './event-line';
import { eventForTests, openLogForTests, serialsOf } from './testing/event-log';
import type { LogHead } from './event-writer';
import { filesOnFullDisk, readText } from './testing/failing-files';
import { foldersForTests } from './testing/folders';

const newFolder = foldersForTests();
let path: string;
let remembered: LogHead | null;
beforeEach(async () => {
  path = join(await newFolder(), 'events.log');
  remembered = null;
});
afterEach(() => (remembered = null));

/** At how many bytes of the last line the power goes. 1000 is every one. */
const TRIALS = Number(process.env['TRIALS'] ?? 20);

const openLog = (files?: Files) => openLogForTests(path, remembered, files);

describe('the event log', () => {
  it('chains each line to the one before it, as sha256sum computes it [INV-GLOBAL-9]', async () => {
    const log = openLog();
    await log.append(eventForTests('one'));
    await log.append(eventForTests('“two” \ud800\n'));
    const lines = (await readText(path)).trimEnd().split('\n');
    expect(lines.map((line) => parseObject(line)?.['prev_hash'])).toEqual([
      GENESIS,
      hashLine(lines[0] ?? ''),
    ]);
    expect(await log.verify()).toEqual({ ok: true, sha256: hashLine(await readFile(path)), detail: null });
    expect(await openLog().verify()).toMatchObject({ ok: true });
  });

  it('writes the events that wait together with one fsync', async () => {
    let syncs = 0;
    const counting: Files = {
      ...nodeFiles,
      async open(...args) {
        const handle = await nodeFiles.open(...args);
        const sync = handle.sync.bind(handle);
        handle.sync = () => {
          syncs += 1;
          return sync();
        };
        return handle;
      },
    };
    const log = openLog(counting);
    await log.append(eventForTests('first'));
    syncs = 0;
    const logged = await Promise.all(
      Array.from({ length: 100 }, (_, index) => log.append(eventForTests(`${index}`))),
    );
    expect(serialsOf(logged)).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
    expect(syncs).toBe(1);
  });

  it('goes on after a last line that was torn, at whatever byte, which is kept in a side file', async () => {
    const log = openLog();
    await log.append(eventForTests('whole'));
    const { size: whole } = await stat(path);
    await log.append(eventForTests('torn – by a power cut'));
    const bytes = await readFile(path);
    const stride = Math.ceil((bytes.length - whole) / TRIALS);
    for (let size = whole + 1; size < bytes.length; size += stride) {
      await writeFile(path, bytes.subarray(0, size));
      const { id } = await openLog().append(eventForTests('after'));
      expect([size, id]).toEqual([size, 'evt-000003']);
      const [, repaired, before] = await openLog().list(9, null);
      expect(repaired).toMatchObject({ id: 'evt-000002', kind: 'integrity', outcome: 'REPAIRED (torn log)' });
      expect(before?.message).toBe('whole');
      expect(await openLog().verify()).toMatchObject({ ok: true });
      const side = /it is in (\S+) now/.exec(repaired?.message ?? '')?.[1] ?? '';
      expect(await readFile(join(path, '..', side))).toEqual(bytes.subarray(whole, size));
    }
  });

  it('cuts the zeros that a power cut left at its end, and reads past them before', async () => {
    await openLog().append(eventForTests('whole'));
    const handle = await open(path, 'a');
    await handle.writeFile(Buffer.concat([Buffer.alloc(200_000), Buffer.from('\n{"id":"evt-0000')]));
    await handle.close();
    expect(serialsOf(await openLog().list(9, null))).toEqual([1]);
    expect((await openLog().verify()).ok).toBe(false);
    await openLog().append(eventForTests('after'));
    expect(serialsOf(await openLog().list(9, null))).toEqual([3, 2, 1]);
    expect((await openLog().verify()).ok).toBe(true);
    expect(await readdir(join(path, '..'))).toContain('events.log.torn-1');
  });

  it('finds any changed byte, whoever wrote it, and goes on all the same [F7-50]', async () => {
    const log = openLog();
    for (const message of ['one', 'two', 'three']) await log.append(eventForTests(message));
    remembered = log.head();
    const bytes = await readFile(path);
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(change, async ([at, by]) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ by;
        await writeFile(path, changed);
        expect((await openLog().verify()).ok).toBe(false);
        await openLog().append(eventForTests('after'));
        expect((await openLog().verify()).ok).toBe(false);
        expect((await openLog().list(1, null))[0]?.message).toBe('after');
      }),
      { numRuns: 60 },
    );
  });

  it('tells for ever that its end was cut off or that it was removed, and gives no number twice', async () => {
    const log = openLog();
    const first = await log.append(eventForTests('one'));
    const { size } = await stat(path);
    await log.append(eventForTests('two'));
    remembered = log.head();
    for (const cut of [() => truncate(path, size), () => rm(path)]) {
      await cut();
      expect((await openLog().verify()).ok).toBe(false);
      const { id } = await openLog().append(eventForTests('after'));
      expect(id).toBe('evt-000004');
      const [, told] = await openLog().list(9, null);
      expect(told).toMatchObject({ id: 'evt-000003', outcome: 'FAILED (log cut)' });
      remembered = null;
      expect((await openLog().verify()).ok).toBe(false);
      remembered = log.head();
    }
    expect(first.id).toBe('evt-000001');
  });

  it('goes on in the same process when somebody removes the file', async () => {
    const log = openLog();
    await log.append(eventForTests('one'));
    await rm(path);
    expect((await log.append(eventForTests('two'))).id).toBe('evt-000003');
    expect((await log.verify()).ok).toBe(false);
  });

  it('rejects on a full disk what it could not write, leaves nothing of it, and goes on later', async () => {
    const log = openLog();
    await log.append(eventForTests('one'));
    const before = await readFile(path);
    await expect(openLog(filesOnFullDisk).append(eventForTests('two'))).rejects.toMatchObject({
      code: 'ENOSPC',
    });
    expect(await readFile(path)).toEqual(before);
    await log.append(eventForTests('three'));
    expect((await log.verify()).ok).toBe(true);
  });

  it('refuses what it could not read again, and writes what waits beside it', async () => {
    const log = openLog();
    const good = log.append(eventForTests('good'));
    await expect(log.append({ ...eventForTests('bad'), at: Number.NaN })).rejects.toThrow(RangeError);
    expect((await good).id).toBe('evt-000001');
  });
});
