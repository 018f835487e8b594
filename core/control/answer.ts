import type { paths } from '../contract/contract';
import { sha256Hex } from '../audit/chain/chain';
import { refusePlain, type Reply } from '../http/reply';
import type { HostCall } from '../ports/ports';
import { readControl, stopFrontend, type ControlState, type Stopping } from './control';

type ControlPath = Extract<keyof paths, `/control/${string}`>;

interface Asked {
  control: ControlState;
  call: HostCall;
  now: number;
  stop: StopProcesses;
}

/** Asks processes to stop, and tells what came of it. */
export type StopProcesses = (pids: readonly number[]) => Stopping | Promise<Stopping>;

const rules: Record<ControlPath, Partial<Record<string, (asked: Asked) => Reply | Promise<Reply>>>> = {
  '/control/api/status': { GET: ({ control, now }) => ({ status: 200, body: readControl(control, now) }) },
  '/control/api/stop': {
    async POST({ control, call, now, stop }) {
      const refusal = refuseToken(control, call.adminToken);
      if (refusal) return refusal;
      return { status: 200, body: stopFrontend(control, await stop(control.frontendPids), now) };
    },
  },
};

const isKnown = (path: string): path is ControlPath => Object.hasOwn(rules, path);

/** 401 without the admin token, and 403 with a wrong one. The comparison of the hashes tells nothing about the token by its time. */
function refuseToken({ adminToken }: ControlState, sent: string | null): Reply | null {
  if (adminToken === null) return null;
  if (sent === null || sent === '') return refusePlain(401, 'X-ADMIN-TOKEN is required');
  return sha256Hex(sent) === sha256Hex(adminToken) ? null : refusePlain(403, 'X-ADMIN-TOKEN is wrong');
}

/** Answers a call of the host control API at `now` (ms), in plain JSON. Everything is 404 where it is switched off. */
export async function answerControl(
  control: ControlState,
  call: HostCall,
  now: number,
  stop: StopProcesses,
): Promise<Reply> {
  if (!control.enabled || !isKnown(call.path)) return refusePlain(404, 'Not Found');
  const answer = rules[call.path][call.method];
  return answer ? answer({ control, call, now, stop }) : refusePlain(405, 'Method Not Allowed');
}
