import type { GuardianState } from '../../../core/guardian/state';
import { openHome } from '../open-home';

/** Run as a process of its own and killed: it takes the lock, and then writes without an end. Each answered event is a line. */
const home = await openHome(process.argv[2] ?? '');
const unlock = await home.lock();
process.stdout.write(`${unlock === null ? 'busy' : 'locked'} ${await home.markRunning()}\n`);
const state = await home.readState();
if (unlock !== null && state !== null)
  await Promise.all([writeEvents(), writeStates(state), writePolicies()]);

async function writeEvents(): Promise<never> {
  for (;;) {
    const { id } = await home.events.append({ at: 0, kind: 'kill', outcome: 'X', message: 'x'.repeat(500) });
    process.stdout.write(`${id}\n`);
  }
}

async function writeStates(before: GuardianState): Promise<never> {
  for (let since = 1; ; since += 1) await home.writeState({ ...before, since });
}

async function writePolicies(): Promise<never> {
  for (let change = 1; ; change += 1) await home.policy.write({ autonomy_ceiling: 'PROFILE-SAFE', change });
}
