import { describe, expect, it, vi } from 'vitest';
import type { CommandResult } from '../ports';
import { heldCores } from './testing/held-core';
import { countWith, namespaceOf } from './testing/seen-from-outside';

const { start } = heldCores();
let marks = 0;
const newMark = () => `9${process.pid}4${++marks}`;
const ASK = `echo '{"id":1,"capability":"shell_execution","arguments":{}}' >&3; exec sleep 1000`;

/** Runs a command for a Core that stays, and says what is left of both afterwards. */
async function runFor(command: string, milliseconds = 60_000) {
  let result: CommandResult | undefined;
  const { core } = await start(ASK, async ({ id }, inside) => {
    result = await inside.runCommand(command, { processes: 32, milliseconds });
    return { id, allowed: true, result };
  });
  await vi.waitFor(() => expect(result).toBeDefined(), { timeout: 30_000, interval: 20 });
  return { core, result };
}

describe('a runaway shell command', () => {
  it('with more than 32 processes is ended with all of them, wherever they went, and Core stays [F7-132]', async () => {
    const mark = newMark();
    const many = `for i in $(seq 40); do (setsid env -i sleep ${mark} &); done; sleep ${mark}`;
    const { core, result } = await runFor(many);
    expect([result, countWith(mark)]).toEqual([
      expect.objectContaining({ code: null, killed: 'processes' }),
      0,
    ]);
    expect([namespaceOf(core.pid) !== 'none', await core.countChildren()]).toEqual([true, 0]);
  });

  it('with 32 processes may go on', async () => {
    const { result } = await runFor('for i in $(seq 30); do sleep 0.3 & done; wait; echo done');
    expect(result).toEqual({ code: 0, stdout: 'done\n', stderr: '', killed: null });
  });

  it('that takes longer than it may is ended, though it ignores every signal, and Core stays [F7-132]', async () => {
    const mark = newMark();
    const { core, result } = await runFor(
      `trap '' TERM; echo begun; (setsid sleep ${mark} &); sleep ${mark}`,
      700,
    );
    expect([result, countWith(mark)]).toEqual([
      expect.objectContaining({ code: null, stdout: 'begun\n', killed: 'time' }),
      0,
    ]);
    expect(namespaceOf(core.pid)).not.toBe('none');
  });

  it('is ended even when Core has stopped what runs it', async () => {
    const mark = newMark();
    const { result } = await runFor(`kill -STOP 1; sleep ${mark}`, 700);
    expect([result?.killed, countWith(mark)]).toEqual(['time', 0]);
  });

  it('that writes without end is cut off, and keeps nobody busy', async () => {
    const { result } = await runFor('yes | head -c 10000000; echo late >&2', 20_000);
    expect([result?.stdout.length, result?.killed]).toEqual([65_536, null]);
  });

  it('ends with Core [F7-133]', async () => {
    const mark = newMark();
    let answer: Promise<CommandResult> | undefined;
    const { core } = await start(ASK, async ({ id }, inside) => {
      answer = inside.runCommand(`setsid sleep ${mark}`, { processes: 32, milliseconds: 60_000 });
      return { id, allowed: true, result: await answer };
    });
    await vi.waitUntil(() => core.countChildren(), { timeout: 20_000, interval: 10 });
    await core.kill();
    expect([countWith(mark), core.unanswered.map(({ id }) => id)]).toEqual([0, [1]]);
    await answer;
  });
});

describe('a Core that forks without end', () => {
  it('gets no more processes than it may have, and is ended like any other', async () => {
    const mark = newMark();
    const bomb = `const {spawn} = require('node:child_process');
      setInterval(() => { for (let i = 0; i < 20; i++) spawn('sleep', ['${mark}'], {detached: true, stdio: 'ignore'}).on('error', () => {}); }, 5);`;
    const { core } = await start('', undefined, {
      command: [process.execPath, '-e', bomb],
      processes: 60,
    });
    await vi.waitUntil(() => countWith(mark) > 30, { timeout: 20_000, interval: 10 });
    const counts: number[] = [];
    await vi.waitUntil(() => counts.push(countWith(mark)) >= 20, { interval: 10, timeout: 20_000 });
    expect(Math.max(...counts)).toBeLessThanOrEqual(60);
    await core.kill();
    expect(countWith(mark)).toBe(0);
  });
});
