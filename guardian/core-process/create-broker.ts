import { isCapability, judgeRequest, requestEvent } from '../../core/guardian/broker';
import type { NewEvent } from '../../core/guardian/events';
import type { GuardianState } from '../../core/guardian/state';
import type { BrokerHandle, BrokerRequest } from '../ports';
import { carryOut, COMMAND_LIMITS, type Means } from './carry-out';
import { NotInProject } from './project-files';
import { createRequestRecorder } from './record-requests';

export interface BrokerPorts extends Means {
  mode(): GuardianState['mode'];
  /** The settings of the policy, whose seal was checked. */
  settings(): Readonly<Record<string, unknown>>;
  /** Resolves when the event is durable. */
  append(event: NewEvent): Promise<unknown>;
  /** ms since the epoch. */
  now(): number;
}

export interface Broker {
  readonly handle: BrokerHandle;
  /** Records what Core had sent and not got when it was stopped, as denied. */
  recordUnanswered(requests: readonly BrokerRequest[]): Promise<void>;
}

/**
 * Does what Core asks for, or refuses it. Each request is in the log before it is done, and before it is answered. Core that
 * asks more often than ten times a second waits for the log.
 */
export function createBroker(ports: BrokerPorts): Broker {
  const recorder = createRequestRecorder((event) => ports.append(event));

  const handle: BrokerHandle = async (request, inside) => {
    const judge = () => judgeRequest(ports.mode(), ports.settings(), request);
    const verdict = judge();
    const refuse = async (why: typeof verdict, write = true) => {
      if (write) await recorder.record(requestEvent(request, why, ports.now()));
      return { id: request.id, allowed: false, why } as const;
    };
    if (verdict !== 'ALLOWED') return refuse(verdict);
    await recorder.record(requestEvent(request, verdict, ports.now()));
    // The mode may have changed meanwhile, and Core may be about to end. What it had sent is recorded then.
    const now = judge();
    if (inside.stopping) return refuse('DENIED (Safe Mode)', false);
    if (now !== 'ALLOWED') return refuse(now);
    if (!isCapability(request.capability)) return refuse('DENIED (profile)');
    try {
      const result = await carryOut[request.capability](request.arguments, ports, inside);
      if (result.killed) await ports.append(commandKilled(result.killed, ports));
      return { id: request.id, allowed: true, result: result.value };
    } catch (error) {
      if (error instanceof NotInProject) return refuse('DENIED (profile)');
      const words = error instanceof Error ? error.message : 'It could not be done.';
      return { id: request.id, allowed: true, result: { error: words } };
    }
  };

  return {
    handle,
    async recordUnanswered(requests) {
      const at = ports.now();
      const written = requests.map((request) =>
        recorder.record(requestEvent(request, 'DENIED (Safe Mode)', at)),
      );
      await recorder.flush();
      await Promise.all(written);
    },
  };
}

/** Core itself stays: only what its request started was ended. */
function commandKilled(why: 'processes' | 'time', { limits = COMMAND_LIMITS, now }: BrokerPorts): NewEvent {
  const { processes, milliseconds } = limits;
  const limit = why === 'time' ? `ran for ${milliseconds / 1_000} s` : `had more than ${processes} processes`;
  const message = `A shell command of Core ${limit}: its processes were ended, Core goes on`;
  return { at: now(), kind: 'kill', outcome: 'COMMAND TERMINATED', actor: 'Guardian', message };
}
