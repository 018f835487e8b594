import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import type { NewEvent } from '../../core/guardian/events';
import { createBroker } from '../core-process/create-broker';
import { createLinuxRunner } from './linux-runner';
import type { RunningCore } from '../ports';

const project = mkdtempSync(join(tmpdir(), 'guardian-sample-'));
let core: RunningCore | undefined;
afterAll(async () => {
  await core?.kill();
  rmSync(project, { recursive: true, force: true });
});

it('The sample Core keeps two children busy, asks the broker now and then, and goes on when it is refused', async () => {
  const events: NewEvent[] = [];
  const broker = createBroker({
    project,
    mode: () => 'NORMAL',
    settings: () => ({ autonomy_ceiling: 'PROFILE-STANDARD' }),
    append: async (event) => void events.push(event),
    proposeUpgrade: () => Promise.reject(new Error('never')),
    now: Date.now,
  });
  const user = { uid: 90_000 + (process.pid % 10_000), gid: 90_000 };
  // Its pauses are for people who watch it.
  const hurry = `const wait = setTimeout; globalThis.setTimeout = (f, ms) => wait(f, ms / 100); import('/core/core.mjs');`;
  const command = [process.execPath, '-e', hurry];
  const runner = await createLinuxRunner({ home: project, user, command });
  core = await runner.start(join(import.meta.dirname, '../sample-core'), broker.handle);
  await vi.waitFor(() => expect(events.length).toBeGreaterThanOrEqual(6), { timeout: 20_000, interval: 20 });
  expect(events.slice(0, 6).map(({ capability, outcome }) => `${capability} ${outcome}`)).toEqual([
    'ai_planning ALLOWED',
    'file_operations ALLOWED',
    'file_operations ALLOWED',
    'shell_execution DENIED (profile)',
    'network DENIED (profile)',
    'ai_planning ALLOWED',
  ]);
  expect(Date.parse(readFileSync(join(project, 'time.txt'), 'utf8'))).toBeGreaterThan(0);
  expect(await core.countChildren()).toBe(2);
});
