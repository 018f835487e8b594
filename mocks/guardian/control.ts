import type { components } from '../../core/contract/contract';
import type { Faults } from '../faults/faults';
import { refusePlain } from '../reply';

type Schemas = components['schemas'];

/** One host's control API and the processes that it can stop, as plain JSON. */
export interface ControlState {
  /** True when `ENABLE_CONTROL_API` is 1. */
  enabled: boolean;
  /** Null when the host asks for no token. */
  adminToken: string | null;
  taskkillAllowed: boolean;
  frontendPids: number[];
  /** ms since the epoch. */
  startedAt: number;
}

export const ADMIN_TOKEN = 'host-admin-token';
const PORT = 5173;
const PIDS = [4816, 4822];

/** A control API that is switched on and guarded by a token, with a frontend that runs at `now` (ms). */
export function createControl(now: number): ControlState {
  return {
    enabled: true,
    adminToken: ADMIN_TOKEN,
    taskkillAllowed: false,
    frontendPids: [...PIDS],
    startedAt: now,
  };
}

const iso = (at: number) => new Date(at).toISOString();

/** Throws 404, like a host whose control API is switched off. */
export function requireControl({ enabled }: ControlState, faults: Faults): void {
  if (!enabled || faults.has('control-off')) throw refusePlain(404, 'Not Found');
}

/** Throws 401 without the admin token, and 403 with a wrong one. */
export function requireToken({ adminToken }: ControlState, sent: string | null): void {
  if (adminToken === null) return;
  if (sent === null || sent === '') throw refusePlain(401, 'X-ADMIN-TOKEN is required');
  if (sent !== adminToken) throw refusePlain(403, 'X-ADMIN-TOKEN is wrong');
}

/** What runs on the host at `now` (ms). */
export function readControl(control: ControlState, now: number): Schemas['ControlStatus'] {
  const frontend = control.frontendPids.length > 0;
  return {
    backend: true,
    frontend,
    frontend_port: frontend ? PORT : null,
    docker: false,
    database: true,
    timestamp: iso(now),
    process_start_time: iso(control.startedAt),
    taskkill_allowed: control.taskkillAllowed,
  };
}

/** Asks the frontend to stop. That may work for only some of its processes, or for none. */
export function stopFrontend(control: ControlState, faults: Faults, now: number): Schemas['ControlStop'] {
  const [first, ...rest] = control.frontendPids;
  const timestamp = iso(now);
  if (first === undefined) {
    const message = 'The frontend is not running.';
    return { success: true, message, stopped_pids: [], ports_cleared: 0, timestamp };
  }
  if (faults.has('stop-fails')) {
    const warnings = [`Process ${first} does not react.`, 'taskkill is not allowed on this host.'];
    const message = 'The frontend could not be stopped.';
    return { success: false, message, stopped_pids: [], ports_cleared: 0, timestamp, warnings };
  }
  if (faults.has('stop-half-succeeds') && rest.length > 0) {
    control.frontendPids = rest;
    const warnings = [`Process ${rest.join(', ')} is still running.`, `Port ${PORT} is still in use.`];
    const message = 'The frontend was stopped in part.';
    return { success: true, message, stopped_pids: [first], ports_cleared: 0, timestamp, warnings };
  }
  const stopped = control.frontendPids;
  control.frontendPids = [];
  const message = 'The frontend was stopped.';
  return { success: true, message, stopped_pids: stopped, ports_cleared: 1, timestamp };
}

/** Somebody starts the frontend again on the host itself. */
export function startFrontend(control: ControlState, now: number): void {
  control.frontendPids = [...PIDS];
  control.startedAt = now;
}
