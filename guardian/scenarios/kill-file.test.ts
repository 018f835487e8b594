import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/gateway/simulation/events';
import { countIn, namespaceOf, pidsWith } from '../linux/testing/seen-from-outside';
import { sh } from '../testing/programs';
import { hostsForTests, until, type CoreText } from './testing/host';

const { newHost } = hostsForTests();

const TRIALS = Number(process.env['TRIALS'] ?? 3);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
/** A trial starts a Core, which takes a second on a busy machine. */
const TRIAL_MS = 8_000;
/** F7: 5 s until the look, and 100 ms for the kill. */
const DEAD_WITHIN_MS = 5_100;

/** It forks, double-forks, scrubs the environment, ignores every signal that it can, takes back others, and never stops forking. */
const STUBBORN: CoreText = (mark) => `
import { spawn } from 'node:child_process';
const script = \`trap '' TERM HUP INT
(setsid env -i setpriv --pdeathsig clear sh -c 'trap "" TERM HUP; (sleep ${mark} &) ; exec sleep ${mark}' &)
(while :; do sh -c 'sleep 0.02 & exec sleep 0.01'; done) &
exec setpriv --pdeathsig clear sleep ${mark}\`;
process.on('SIGTERM', () => {});
spawn('sh', ['-c', script], { stdio: 'ignore' });
setInterval(() => {}, 1000);
`;
/** With the mark in their command lines: three sleeps, and the shell that forks. */
const MARKED = 4;

test(
  `a real Core and all that it started is dead within 5.1 s of the KILL file, at whatever moment it appears (seed ${SEED}, ${TRIALS} trials) [F7-24, F7-25, F7-31, F7-33, F7-106, F7-131, INV-OPER-1]`,
  async () => {
    const host = await newHost({ '2.4.1': STUBBORN });
    const { home, mark } = host;
    const random = createRandom(SEED);
    let slowest = 0;
    await host.start();
    for (let trial = 0; trial < TRIALS; trial++) {
      await host.untilMode('NORMAL');
      await until(() => expect(host.countCore()).toBe(MARKED));
      const namespace = namespaceOf(pidsWith(mark)[0] ?? '');
      expect(countIn(namespace)).toBeGreaterThan(MARKED);
      const after = Math.floor(random() * 300);
      await wait(after);
      const began = performance.now();
      await sh('echo KILL >"$1/KILL"', home);
      await until(() => expect([countIn(namespace), host.countCore()]).toEqual([0, 0]));
      const took = performance.now() - began;
      expect({ trial, after, inTime: took < DEAD_WITHIN_MS }).toMatchObject({ inTime: true });
      slowest = Math.max(slowest, took);
      await host.untilMode('OPERATOR_OVERRIDE');
      await sh('rm "$1/KILL"', home);
      await host.command(0, '--acknowledge-kill');
      await host.command(0, '--exit-safe');
    }
    if (process.env['TRIALS'])
      process.stdout.write(`KILL, ${TRIALS} times: slowest ${slowest.toFixed(0)} ms\n`);
  },
  TRIAL_MS * (TRIALS + 5),
);
