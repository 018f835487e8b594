import * as v from 'valibot';
import type { ProcessIdentity } from '../home/process-identity';
import { parseJson } from './refusals';
import { callSocket } from './socket-call';

/** A Guardian that does not answer for so long hangs. */
export const ANSWERS_WITHIN_MS = 3000;

export type Found =
  | { state: 'running'; process: ProcessIdentity | null }
  /** Somebody listens, and does not answer. */
  | { state: 'hung' }
  | { state: 'none' }
  /** This account may not ask. */
  | { state: 'denied' };

const pong = v.object({
  data: v.object({ pid: v.number(), start_time: v.string(), boot_id: v.string() }),
});

/** Whether a Guardian answers on this socket. */
export async function findGuardian(socketPath: string, account: string): Promise<Found> {
  const call = { method: 'POST', path: '/local/ping', body: '', account } as const;
  const answer = await callSocket(socketPath, call, ANSWERS_WITHIN_MS);
  switch (answer) {
    case 'refused':
      return { state: 'none' };
    case 'silent':
      return { state: 'hung' };
    case 'denied':
      return { state: 'denied' };
    default: {
      const { success, output } = v.safeParse(pong, parseJson(answer.text));
      return { state: 'running', process: success ? output.data : null };
    }
  }
}
