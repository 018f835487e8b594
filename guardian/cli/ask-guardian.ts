import type { Arguments } from './arguments';
import { mustBeThere, bringingCore } from './bring-core';
import { confirm } from './confirm';
import { EXIT, Stopped } from './exit-codes';
import { writeExport } from './export-file';
import type { Io } from './io';
import { outcomeOf, type Outcome } from './outcome';
import { ASK_PLANS } from './plans';
import { reach, type Asking, type Reached } from './reach';
import { parseJson, refusalOf } from './refusals';
import { readStatus, type Status } from './status-text';

type Given = Arguments & { command: Exclude<Asking['command'], 'stop'> };

/** Has the command carried out by the Guardian that runs, or by the same code on the files. */
export async function askGuardian(asking: Asking, args: Given, io: Io): Promise<Outcome> {
  const { command } = args;
  const { call, ...plan } = ASK_PLANS[command];
  if (args.installFrom !== null) await mustBeThere(args.installFrom);
  const reached = await reach(asking);
  try {
    if (command === 'start-safe' && !reached.running && asking.standing !== 'administrator') {
      return await safeAlready(reached);
    }
    const reason = await confirm(plan, args, io, async () => (await readMode(reached)).host);
    const ask = (more: object) => {
      const act = { reason, confirm: plan.confirm !== 'nothing', ...more };
      return reached.ask({ ...call, body: call.method === 'GET' ? '' : JSON.stringify(act) });
    };
    const reply =
      args.installFrom === null
        ? await ask({})
        : await bringingCore(asking.paths.coreFolder, args.installFrom, (incoming) => ask({ incoming }));
    if (command !== 'export-logs') return outcomeOf(command, reply, reached.running);
    if (reply.status !== 200) throw refusalOf(command, reply);
    const path = await writeExport(args.exportTo ?? '-', reply, io);
    if (path === '-') return { code: EXIT.done, text: '', json: null };
    return { code: EXIT.done, text: `The logs are in ${path}.`, json: { path } };
  } finally {
    await reached.close();
  }
}

async function readMode(reached: Reached): Promise<Status> {
  const reply = await reached.ask({ ...ASK_PLANS['show-status'].call, body: '' });
  const body = parseJson(reply.text);
  const status = typeof body === 'object' && body !== null && 'data' in body ? readStatus(body.data) : null;
  if (status) return status;
  throw refusalOf('show-status', reply);
}

/** Without a Guardian, and without the right to write, nothing can be set. Core does not run in any case. */
async function safeAlready(reached: Reached): Promise<Outcome> {
  const { mode } = await readMode(reached);
  if (mode !== 'NORMAL') {
    return {
      code: EXIT.done,
      text: `Safe Mode is on already.\nmode: ${mode}`,
      json: { changed: false, mode },
    };
  }
  throw new Stopped(
    EXIT.refused,
    'No Guardian runs, so Core does not run either. Have an administrator start it with exacta-guardian --daemon --safe-mode.',
  );
}
