import { field, parseBody } from '../http/call';
import { refuse, type Reply } from '../http/reply';
import type { HostCall } from '../ports/ports';
import type { Act } from './actions';
import type { Desk } from './desk';
import { NO_CORE, type GuardianState } from './state';
import { isNewer } from './versions';

interface CoreInstallation {
  /** Null when there was none. */
  from_version: string | null;
  to_version: string;
  /** Whether it is the current one now. An older one is only kept beside it, for a roll-back. */
  is_current: boolean;
  /** Whether the one before comes back by itself if this one does not stay up. */
  on_trial: boolean;
  mode: GuardianState['mode'];
  correlation_id: string;
}

/**
 * An administrator installs a Core, which the command line has brought into a folder of the home; its name is `incoming` in the
 * body. Who and why is durable before the version changes. Once it is read, the rules for an upgrade apply, in Safe Mode as well,
 * which is not left. Refused with 409 for what was not signed for this host, or is below the oldest version that is allowed.
 */
export async function install(desk: Desk, act: Act, { body }: HostCall): Promise<CoreInstallation | Reply> {
  const incoming = field(parseBody(body), 'incoming');
  if (typeof incoming !== 'string') return refuse(400, 'incoming_required');
  const record = (outcome: string, message: string) =>
    desk.record({
      at: act.at,
      kind: 'integrity',
      outcome,
      actor: act.operator,
      correlation_id: act.correlationId,
      message,
    });
  // What is wrong with the Core that is there is noticed before any file of it is replaced.
  await desk.verifyNow();
  const brought = await desk.keepCore(incoming);
  const { version: from } = desk.state().core;
  if ('refused' in brought) {
    const { refused, detail } = brought;
    await record(`REFUSED (${refused})`, `A Core was not installed (${act.reason}): ${detail}`);
    return refuse(409, REFUSALS[refused], { detail });
  }
  const { version } = brought;
  const isCurrent = !isNewer(from, version);
  await record('CORE INSTALLED', `${words(from, version)}: ${act.reason}`);
  if (isCurrent) await desk.activate(version);
  await desk.verifyNow();
  const { mode, core } = desk.state();
  return {
    from_version: from === NO_CORE ? null : from,
    to_version: version,
    is_current: core.version === version,
    on_trial: core.version === version && core.upgradedFrom !== null,
    mode,
    correlation_id: act.correlationId,
  };
}

const REFUSALS = { 'not signed': 'core_not_signed', 'too old': 'core_too_old' } as const;

function words(from: string, version: string): string {
  if (from === NO_CORE) return `Core ${version} is installed, the first one`;
  if (version === from) return `Core ${version} is installed again`;
  return isNewer(version, from)
    ? `Core ${version} is installed in place of ${from}`
    : `Core ${version} is installed beside ${from}, which stays`;
}
