import type { components } from '../contract/contract';

type Schemas = components['schemas'];

/** One host's control API and the processes that it can stop, as plain JSON. */
export interface ControlState {
  /** True when `ENABLE_CONTROL_API` is 1. */
  enabled: boolean;
  /** Null when the host asks for no token. */
  adminToken: string | null;
  taskkillAllowed: boolean;
  frontendPids: number[];
  frontendPort: number;
  /** ms since the epoch. */
  startedAt: number;
}

const iso = (at: number) => new Date(at).toISOString();

/** What runs on the host at `now` (ms). */
export function readControl(control: ControlState, now: number): Schemas['ControlStatus'] {
  const frontend = control.frontendPids.length > 0;
  return {
    backend: true,
    frontend,
    frontend_port: frontend ? control.frontendPort : null,
    docker: false,
    database: true,
    timestamp: iso(now),
    process_start_time: iso(control.startedAt),
    taskkill_allowed: control.taskkillAllowed,
  };
}

/**
 * What came of asking the frontend to stop. `stopped` are those of its processes that did: all of them, only some, or none.
 * The others are still running.
 */
export function stopFrontend(
  control: ControlState,
  stopped: readonly number[],
  now: number,
): Schemas['ControlStop'] {
  const { frontendPids: pids, frontendPort: port } = control;
  const running = pids.filter((pid) => !stopped.includes(pid));
  control.frontendPids = running;
  const report = { success: true, stopped_pids: [...stopped], ports_cleared: 0, timestamp: iso(now) };
  if (pids.length === 0) return { ...report, message: 'The frontend is not running.' };
  if (running.length === 0) return { ...report, message: 'The frontend was stopped.', ports_cleared: 1 };
  if (stopped.length > 0) {
    const warnings = [`Process ${running.join(', ')} is still running.`, `Port ${port} is still in use.`];
    return { ...report, message: 'The frontend was stopped in part.', warnings };
  }
  const warnings = [`Process ${running[0]} does not react.`, 'taskkill is not allowed on this host.'];
  return { ...report, success: false, message: 'The frontend could not be stopped.', warnings };
}
