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
  frontendPorts: number[];
  /** ms since the epoch. */
  startedAt: number;
  /** Whether this host is a container; null when nobody knows. */
  inContainer: boolean | null;
  /** Whether the database answers; null when nobody knows. */
  database: boolean | null;
}

/** What came of asking processes to stop: those that are gone now, and the ports that somebody still listens on. */
export interface Stopping {
  stopped: readonly number[];
  portsInUse: readonly number[];
}

const NO_FORCE = 'No process is ended by force over HTTP (no taskkill). An operator on the host can do that.';

const iso = (at: number) => new Date(at).toISOString();

/** What runs on the host at `now` (ms). */
export function readControl(control: ControlState, now: number): Schemas['ControlStatus'] {
  const frontend = control.frontendPids.length > 0;
  return {
    backend: true,
    frontend,
    frontend_port: frontend ? (control.frontendPorts[0] ?? null) : null,
    docker: control.inContainer,
    database: control.database,
    timestamp: iso(now),
    process_start_time: iso(control.startedAt),
    taskkill_allowed: control.taskkillAllowed,
  };
}

/** What came of asking the frontend to stop. The processes that did not stop are still running: nothing more is done to them. */
export function stopFrontend(
  control: ControlState,
  { stopped, portsInUse }: Stopping,
  now: number,
): Schemas['ControlStop'] {
  const { frontendPids: pids, frontendPorts: ports } = control;
  const running = pids.filter((pid) => !stopped.includes(pid));
  const busy = ports.filter((port) => portsInUse.includes(port));
  control.frontendPids = running;
  const report = { success: true, stopped_pids: [...stopped], ports_cleared: 0, timestamp: iso(now) };
  if (pids.length === 0) return { ...report, message: 'The frontend is not running.' };
  if (stopped.length === 0) {
    const warnings = [`Process ${running.join(', ')} does not react.`, NO_FORCE];
    return { ...report, success: false, message: 'The frontend could not be stopped.', warnings };
  }
  const cleared = { ...report, ports_cleared: ports.length - busy.length };
  const warnings = [
    ...(running.length > 0 ? [`Process ${running.join(', ')} is still running.`] : []),
    ...busy.map((port) => `Port ${port} is still in use.`),
  ];
  if (warnings.length === 0) return { ...cleared, message: 'The frontend was stopped.' };
  return { ...cleared, message: 'The frontend was stopped in part.', warnings };
}
