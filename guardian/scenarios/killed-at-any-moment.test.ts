import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/gateway/simulation/events';
import { accountName } from '../cli/account';
import { callSocket } from '../cli/socket-call';
import { hostsForTests, until } from './testing/host';

const { newHost } = hostsForTests();

const TRIALS = Number(process.env['TRIALS'] ?? 4);
const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const LONGEST_LIFE_MS = 600;
const TRIAL_MS = 10_000;

const ACTIONS = {
  enter: { path: '/guardian/safe-mode/enter', leads: 'SAFE' },
  exit: { path: '/guardian/safe-mode/exit', leads: 'NORMAL' },
  acknowledge: { path: '/guardian/kill/acknowledge', leads: 'SAFE' },
} as const;
type Action = keyof typeof ACTIONS;

test(
  `SIGKILL of the Guardian at any moment: Core dies, the next start decides right, and nothing that was answered is lost (seed ${SEED}, ${TRIALS} trials) [F7-170, INV-OPER-2]`,
  async () => {
    const host = await newHost();
    const { home } = host;
    const random = createRandom(SEED);
    const killFile = join(home, 'KILL');
    const log = () => readFileSync(join(home, 'events.log'), 'utf8');
    /** The reasons of the actions that were answered with 200: each of them must be in the log for ever. */
    const answered: string[] = [];
    /** Modes that the next Guardian may have: the last one that was answered or seen, and what was under way. */
    let possible = new Set(['NORMAL']);
    let made = 0;

    async function act(action: Action) {
      const reason = `action ${++made}`;
      const { path, leads } = ACTIONS[action];
      const before = new Set(possible);
      possible.add(leads);
      const body = JSON.stringify({ reason, confirm: true });
      const call = { method: 'POST', path, body, account: accountName() } as const;
      const reply = await callSocket(join(home, 'admin.sock'), call, 10_000);
      if (typeof reply === 'string') return;
      // A refusal changes nothing. A KILL file may have been seen until it is acknowledged, whatever else is answered.
      if (reply.status !== 200) possible = before;
      else {
        answered.push(reason);
        const overridden = action !== 'acknowledge' && before.has('OPERATOR_OVERRIDE');
        possible = new Set(overridden ? [leads, 'OPERATOR_OVERRIDE'] : [leads]);
      }
    }

    for (let trial = 0; trial < TRIALS; trial++) {
      const daemon = await host.start();
      const status = await callSocket(
        join(home, 'ask.sock'),
        { method: 'GET', path: '/guardian/status', body: '', account: 'x' },
        10_000,
      );
      const mode = typeof status === 'string' ? status : JSON.parse(status.text).data.mode;
      const where = `trial ${trial}: ${mode} of ${[...possible].join(', ')}`;
      const allowed = existsSync(killFile) ? ['OPERATOR_OVERRIDE'] : [...possible];
      expect({ where, allowed }).toMatchObject({ allowed: expect.arrayContaining([mode]) });
      possible = new Set([mode]);

      const life = { isOver: false };
      setTimeout(() => {
        daemon.signal('SIGKILL');
        life.isOver = true;
      }, random() * LONGEST_LIFE_MS);
      while (!life.isOver) {
        const choice = random();
        if (choice < 0.15 && !existsSync(killFile)) {
          possible.add('OPERATOR_OVERRIDE');
          writeFileSync(killFile, 'KILL');
        } else if (choice < 0.35) rmSync(killFile, { force: true });
        else if (choice < 0.6) await act('acknowledge');
        else if (choice < 0.8) await act('exit');
        else await act('enter');
        // Deleting alone would never let the signal through.
        await setImmediate();
      }
      await daemon.ended;
      await until(() => expect({ where, left: host.countCore() }).toStrictEqual({ where, left: 0 }));
      const lost = answered.filter((reason) => !new RegExp(`\\b${reason}\\b`).test(log()));
      expect({ where, lost }).toStrictEqual({ where, lost: [] });
    }

    rmSync(killFile, { force: true });
    await host.start();
    const files = await host.files.open();
    expect(await files.events.verify()).toMatchObject({ ok: true });
    expect(await host.events()).toContainEqual(expect.objectContaining({ outcome: 'UNCLEAN STOP' }));
  },
  TRIAL_MS * (TRIALS + 10),
);
