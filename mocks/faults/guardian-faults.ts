import type { ApprovalRecord } from '../../core/guardian/state';
import type { WrittenStatus as Status } from '../../core/guardian/status';
import { hostOf } from '../host/host';
import { turn } from '../host/polls';
import { CHILDREN } from '../host/simulated-guardian';
import { textWire, type Wire } from '../wire';
import { changeData, membersOf } from './change-answer';
import { isCall, type Asked, type Misbehaviour, type Service } from './misbehave';

const ANSWERS_STATUS = [
  'GET /guardian/status',
  'POST /guardian/safe-mode/enter',
  'POST /guardian/kill/acknowledge',
];

/** Changes a Guardian's status wherever it is answered: by itself, or in the exported logs. */
function changeStatus({ method, path }: Asked, wire: Wire, change: (status: Status) => Status): Wire {
  if (wire.status !== 200) return wire;
  // The Guardian's rules have just written it.
  const changed = (status: unknown) => change(status as Status);
  if (ANSWERS_STATUS.includes(`${method} ${path}`)) return changeData(wire, changed);
  if (path !== '/guardian/logs/export') return wire;
  const logs = membersOf(wire.text);
  const text = JSON.stringify({ ...logs, status: changed(logs['status']) }, null, 2);
  return textWire(200, text, wire.headers);
}

/** The host that the request names, and its Guardian. */
const askedHost = ({ tenantId, host }: Asked, { db }: Service) => hostOf(db, tenantId ?? '', host);
const guardianOf = (asked: Asked, service: Service) => askedHost(asked, service).guardian;

/** A Guardian whose status is changed; `isSafe` is true in every mode but NORMAL. */
const withStatus =
  (change: (status: Status, isSafe: boolean, asked: Asked, service: Service) => Status): Misbehaviour =>
  async (asked, service, next) => {
    const wire = await next(asked, service);
    return changeStatus(asked, wire, (status) => {
      const isSafe = guardianOf(asked, service).mode !== 'NORMAL';
      return change(status, isSafe, asked, service);
    });
  };

export const oneMechanism = withStatus((status) => ({
  ...status,
  kill_mechanisms: status.kill_mechanisms.map((mechanism) =>
    mechanism.code === 'startup_flag'
      ? mechanism
      : { ...mechanism, available: false, triggered: null, last_checked_at: null },
  ),
}));

/** It says NORMAL although a condition is active: the KILL file, if there is no other. */
export const modeContradiction = withStatus((status, _isSafe, asked, service) => {
  const { locations } = guardianOf(asked, service);
  const conditions = status.entry_conditions;
  const odd = conditions.some(({ active }) => active) ? null : 'kill_file';
  const since = new Date(service.now).toISOString();
  const entry_conditions = conditions.map((condition) =>
    condition.code === odd
      ? { ...condition, active: true, detail: `The KILL file ${locations.killFile} exists.`, since }
      : condition,
  );
  return { ...status, mode: 'NORMAL', entry_conditions };
});

export const childrenInSafeMode = withStatus((status, isSafe) =>
  isSafe ? { ...status, child_processes: CHILDREN } : status,
);

export const capabilityLeak = withStatus((status, isSafe) => ({
  ...status,
  capabilities: status.capabilities.map((capability) =>
    isSafe && capability.code === 'shell_execution' ? { ...capability, state: 'enabled' } : capability,
  ),
}));

/** A different signature of the right length that does not verify. */
function breakSignature(record: ApprovalRecord): ApprovalRecord {
  const bytes = Array.from(atob(record.signature), (character) => character.charCodeAt(0) ^ 0x55);
  return { ...record, signature: btoa(String.fromCharCode(...bytes)) };
}

const isExit = (asked: Asked) => isCall(asked, 'POST', '/guardian/safe-mode/exit');

/** The record is spoiled in the answer and in what the Guardian keeps. */
export const signatureInvalid: Misbehaviour = async (asked, service, next) => {
  const wire = await next(asked, service);
  const guardian = isExit(asked) && wire.status === 200 ? guardianOf(asked, service) : null;
  if (!guardian?.lastExit) return wire;
  const broken = breakSignature(guardian.lastExit);
  guardian.lastExit = broken;
  return changeData(wire, () => broken);
};

export const conditionReturns: Misbehaviour = (asked, service, next) => {
  if (isExit(asked) && guardianOf(asked, service).mode !== 'NORMAL') {
    turn(askedHost(asked, service), 'kill_file', true, service.now);
  }
  return next(asked, service);
};
