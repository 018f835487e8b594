import type { paths } from '../contract/contract';
import { sha256Hex } from '../audit/chain';
import { json, type HostReply } from '../http/host-reply';
import type { HostCall } from '../ports/ports';
import { readControl, stopFrontend, type ControlState } from './control';

type ControlPath = Extract<keyof paths, `/control/${string}`>;

interface Asked {
  control: ControlState;
  call: HostCall;
  now: number;
  stop: StopProcesses;
}

/** Asks processes to stop, and tells which of them did. */
export type StopProcesses = (pids: readonly number[]) => readonly number[] | Promise<readonly number[]>;

const rules: Record<
  ControlPath,
  Partial<Record<string, (asked: Asked) => HostReply | Promise<HostReply>>>
> = {
  '/control/api/status': { GET: ({ control, now }) => json(200, readControl(control, now)) },
  '/control/api/stop': {
    async POST({ control, call, now, stop }) {
      const refusal = refuseToken(control, call.adminToken);
      if (refusal) return refusal;
      return json(200, stopFrontend(control, await stop(control.frontendPids), now));
    },
  },
};

const isKnown = (path: string): path is ControlPath => Object.hasOwn(rules, path);

/** 401 without the admin token, and 403 with a wrong one. The comparison of the hashes tells nothing about the token by its time. */
function refuseToken({ adminToken }: ControlState, sent: string | null): HostReply | null {
  if (adminToken === null) return null;
  if (sent === null || sent === '') return json(401, { detail: 'X-ADMIN-TOKEN is required' });
  return sha256Hex(sent) === sha256Hex(adminToken) ? null : json(403, { detail: 'X-ADMIN-TOKEN is wrong' });
}

/** Answers a call of the host control API at `now` (ms), in plain JSON. Everything is 404 where it is switched off. */
export async function answerControl(
  control: ControlState,
  call: HostCall,
  now: number,
  stop: StopProcesses,
): Promise<HostReply> {
  if (!control.enabled || !isKnown(call.path)) return json(404, { detail: 'Not Found' });
  const answer = rules[call.path][call.method];
  return answer ? answer({ control, call, now, stop }) : json(405, { detail: 'Method Not Allowed' });
}
