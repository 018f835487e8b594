import { writeSync } from 'node:fs';
import { createLinuxRunner } from '../linux-runner';

/**
 * Stands for a Guardian that can be killed: holds Core, which is a script for `sh`, until it is ended. Prints one JSON object
 * a line: how Core can be held, then that it starts it, then Core's pid. Core's first request ends it by itself.
 */
async function main(home = '', folder = '', script = '', uid = '0') {
  const say = (what: object) => writeSync(1, `${JSON.stringify(what)}\n`);
  const user = { uid: Number(uid), gid: Number(uid) };
  const runner = await createLinuxRunner({ home, user, command: ['sh', '-c', script] });
  say({ containment: runner.containment, reason: runner.reason });
  try {
    say({ starting: true });
    const core = await runner.start(folder, async (request, inside) => {
      const limits = { processes: 32, milliseconds: 10_000 };
      say({ said: request.arguments, result: await inside.runCommand('id -u; ls /', limits) });
      return { id: request.id, allowed: true, result: null };
    });
    say({ pid: core.pid, children: await core.countChildren() });
    say({ ended: await core.ended });
  } catch (error) {
    say({ error: String(error) });
  }
}

void main(...process.argv.slice(2));
