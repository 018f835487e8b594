import { describe, expect, it } from 'vitest';
import { clockForTests } from '../engine/testing/engine';
import type { Look } from '../ports';
import { startWatching } from './watch-loops';

function watchForTests() {
  const { clock, pass, settle } = clockForTests();
  const begun = clock.monotonic();
  const looks: Record<'kill_file' | 'registry' | 'verify', number[]> = {
    kill_file: [],
    registry: [],
    verify: [],
  };
  let found: Look = 'absent';
  let beats = 0;
  let answer: Promise<void> = Promise.resolve();
  let mayHaveChanged = () => {};
  const at = () => (clock.monotonic() - begun) / 1_000;
  const watching = startWatching({
    engine: {
      async lookAt(code) {
        looks[code].push(at());
        if (code === 'kill_file') await answer;
        return found;
      },
      verify: () => {
        looks.verify.push(at());
        return Promise.resolve();
      },
    },
    clock,
    watchKillFile(callBack) {
      mayHaveChanged = callBack;
      return () => {};
    },
    beat: () => (beats += 1),
  });
  return {
    looks,
    watching,
    settle,
    change: () => mayHaveChanged(),
    beats: () => beats,
    find: (next: Look) => (found = next),
    hold: (work: Promise<void>) => (answer = work),
    async seconds(count: number) {
      for (let second = 0; second < count; second++) await pass(1_000);
    },
  };
}

describe('a Guardian that watches', () => {
  it('looks at the KILL file at once and every 5 s, and at the key and the signatures every 30 s [F7-24, F7-38, F7-39, F7-156, F7-157]', async () => {
    const { looks, watching, seconds, beats } = watchForTests();
    watching.verify();
    await seconds(61);
    expect(looks.kill_file.slice(0, 4)).toEqual([0, 5, 10, 15]);
    expect(looks.kill_file).toHaveLength(13);
    expect(looks.registry).toEqual([0, 30, 60]);
    expect(looks.verify).toEqual([30, 60]);
    expect(beats()).toBe(13);
  });

  it('looks again after a second when a look failed', async () => {
    const { looks, seconds, find } = watchForTests();
    find('failed');
    await seconds(3);
    find('absent');
    await seconds(7);
    expect(looks.kill_file).toEqual([0, 1, 2, 3, 4, 9]);
  });

  it('looks at once when something happened to the file, and never twice at a time', async () => {
    const { looks, seconds, change, hold, settle } = watchForTests();
    await seconds(2);
    let finish = () => {};
    hold(new Promise((resolve) => (finish = resolve)));
    change();
    change();
    change();
    await settle();
    expect(looks.kill_file).toEqual([0, 2]);
    finish();
    hold(Promise.resolve());
    await seconds(1);
    expect(looks.kill_file).toEqual([0, 2, 2]);
  });

  it('looks no more once it is over', async () => {
    const { looks, watching, seconds } = watchForTests();
    await seconds(1);
    watching.end();
    await seconds(60);
    expect(looks.kill_file).toEqual([0]);
  });
});
