import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GENESIS, hashLine } from './event-line';
import { exportLogs } from './export-logs';
import { makeHomeForTests, TEST_NOW, type HomeForTests } from './home-for-tests';
import { parseObject } from '../../core/text/json-object';

let made: HomeForTests;
beforeAll(async () => {
  made = await makeHomeForTests({ versions: [{ version: '1.0.0' }] });
});
afterAll(() => made.remove());

const options = { by: 'ada@host-1', at: TEST_NOW, status: { mode: 'SAFE' } };

describe('an export of the logs', () => {
  it('is one JSON file with every event as it is chained, and with no private key [F7-51, F7-73]', async () => {
    const home = await made.open();
    for (const message of ['one', 'two “quoted”']) {
      await home.events.append({ at: TEST_NOW, kind: 'kill', outcome: 'X', message });
    }
    await writeFile(home.paths.eventLog, 'no event "at all"\n', { flag: 'a' });
    const path = join(made.folder, 'export.json');
    await exportLogs(home, path, options);
    const text = await readFile(path, 'utf8');
    const contents = parseObject(text);
    expect(contents).toMatchObject({
      host: 'host-1',
      exported_by: 'ada@host-1',
      status: { mode: 'SAFE' },
      core: { current: '1.0.0', verified: { signature: 'valid' } },
      policy: { intact: true },
      log: { ok: false },
    });
    const lines = (await readFile(home.paths.eventLog, 'utf8')).trimEnd().split('\n');
    const events = contents?.['events'];
    expect(events).toMatchObject([
      { prev_hash: GENESIS },
      { prev_hash: hashLine(lines[0] ?? '') },
      {},
      lines[3],
    ]);
    expect(text).not.toContain('PRIVATE KEY');
  });

  it('refuses to replace a file unless it is told to, and leaves no draft', async () => {
    const home = await made.open();
    const path = join(made.folder, 'mine.json');
    await writeFile(path, 'mine');
    await expect(exportLogs(home, path, options)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('mine');
    await exportLogs(home, path, { ...options, replace: true });
    expect(parseObject(await readFile(path, 'utf8'))).toMatchObject({ host: 'host-1' });
    expect((await readdir(made.folder)).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('works in a home of which hardly anything is left', async () => {
    const ruin = await makeHomeForTests({ versions: [] });
    try {
      for (const name of [
        'state.json',
        'policy.json',
        'remembered.json',
        'events.log',
        'guardian-public.pem',
      ]) {
        await writeFile(join(ruin.home, name), 'ruined');
      }
      const path = join(ruin.folder, 'export.json');
      await exportLogs(await ruin.open(), path, options);
      expect(parseObject(await readFile(path, 'utf8'))).toMatchObject({
        log: { ok: false },
        policy: { intact: false },
      });
    } finally {
      await ruin.remove();
    }
  });
});
