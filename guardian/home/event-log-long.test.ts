import { open, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { GENESIS, hashLine, nameEvent, writeLine } from './event-line';
import { eventForTests, openLogForTests, serialsOf } from './testing/event-log';
import { foldersForTests } from './testing/folders';

const newFolder = foldersForTests();

describe('a long log', () => {
  const COUNT = 20_000;

  /** As the writer writes it, without its fsyncs. */
  async function writeLong(path: string): Promise<void> {
    let [text, hash] = ['', GENESIS];
    for (let serial = 1; serial <= COUNT; serial += 1) {
      const kind = serial % 5000 === 0 ? 'kill' : 'capability_request';
      const line = writeLine(nameEvent(eventForTests('x'.repeat(serial % 300), kind), serial), hash);
      hash = hashLine(line);
      text += `${line}\n`;
    }
    await writeFile(path, text);
  }

  /** Counts the bytes that are read from files while something runs. */
  async function watchReads(path: string) {
    const handle = await open(path);
    const spy = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'read');
    await handle.close();
    return {
      readsOf: async (work: () => Promise<unknown>) => {
        spy.mockClear();
        await work();
        const read = await Promise.all(
          spy.mock.results.map(({ value }) => value as ReturnType<typeof handle.read>),
        );
        return read.reduce((sum, { bytesRead }) => sum + bytesRead, 0);
      },
    };
  }

  it('is paged from any event on, in both directions, by reading little of it [F7-96]', async () => {
    const path = join(await newFolder(), 'events.log');
    await writeLong(path);
    const { readsOf } = await watchReads(path);
    const log = openLogForTests(path);
    const { size } = await stat(path);
    expect(await readsOf(() => log.list(50, null))).toBeLessThan(size / 50);
    expect(await readsOf(() => log.list(50, 'evt-010000'))).toBeLessThan(size / 3);
    expect(serialsOf(await log.list(3, null))).toEqual([COUNT, COUNT - 1, COUNT - 2]);
    expect(await log.list(3, 'evt-000001')).toEqual([]);
    expect(serialsOf(await log.list(3, 'evt-99999999'))).toEqual([COUNT, COUNT - 1, COUNT - 2]);
    for (let serial = 2; serial <= COUNT; serial += 1777) {
      const before = `evt-${String(serial).padStart(6, '0')}`;
      expect(serialsOf(await log.list(2, before))).toEqual([serial - 1, serial - 2].filter((id) => id > 0));
    }
    expect(serialsOf(await log.listAfter(null, 3))).toEqual([5000, 10_000, 15_000]);
    expect(serialsOf(await log.listAfter('evt-005000', 9))).toEqual([10_000, 15_000, 20_000]);
    expect(serialsOf(await log.listAfter('evt-009999', 9))).toEqual([10_000, 15_000, 20_000]);
    expect(await log.listAfter('evt-020000', 9)).toEqual([]);
    expect(await readsOf(() => log.listAfter('evt-020000', 9))).toBe(0);
    await log.append(eventForTests('new'));
    expect(serialsOf(await log.listAfter('evt-020000', 9))).toEqual([COUNT + 1]);
    expect(await log.verify()).toMatchObject({ ok: true });
  });

  it('that ends in zeros, as after a power cut, is read by copying each byte a few times only', async () => {
    const path = join(await newFolder(), 'events.log');
    await openLogForTests(path).append(eventForTests('whole'));
    const zeros = 5_000_000;
    await writeFile(path, Buffer.alloc(zeros), { flag: 'a' });
    const spy = vi.spyOn(Buffer, 'concat');
    const log = openLogForTests(path);
    expect(await log.verify()).toMatchObject({ ok: false, detail: 'The last line is torn.' });
    expect(serialsOf(await log.list(9, null))).toEqual([1]);
    const copied = spy.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
    spy.mockRestore();
    expect(copied).toBeLessThan(5 * zeros);
  });
});
