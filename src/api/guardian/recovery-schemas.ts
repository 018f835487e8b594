import {
  array,
  boolean,
  exactOptional,
  looseObject,
  nullable,
  number,
  object,
  record,
  string,
  unknown,
} from 'valibot';
import type { components } from '../../../core/contract/contract';
import { maybeBoolean, maybeNumber, maybeRecord, maybeText } from '../http/maybe';

// Validators for what only the Safe Mode and recovery pages read. schemas.types.ts compares them with the contract.

type Schemas = components['schemas'];
export type ApprovalRecord = Schemas['ApprovalRecord'];
export type GuardianEvent = Schemas['GuardianEvent'];
export type EventKind = Schemas['EventKind'];
export type GuardianEvents = Schemas['GuardianEvents'];
export type ExitChecks = Schemas['ExitChecks'];
export type Blocker = Schemas['Blocker'];
export type PolicyReset = Schemas['PolicyReset'];
export type CoreRollback = Schemas['CoreRollback'];
export type IntegrityReport = Schemas['IntegrityReport'];
export type ControlStatus = Schemas['ControlStatus'];
export type ControlStop = Schemas['ControlStop'];

/** Loose, because the signature also covers members that the contract does not know. */
export const approvalRecordSchema = looseObject({
  correlation_id: string(),
  plan_class: string(),
  operator: string(),
  reason: string(),
  policy_hash: string(),
  timestamp: string(),
  key_id: string(),
  public_key: string(),
  signature: string(),
});

const guardianEventSchema = object({
  id: string(),
  timestamp: maybeText,
  kind: maybeText,
  capability: maybeText,
  outcome: maybeText,
  actor: maybeText,
  correlation_id: maybeText,
  message: maybeText,
  approval: maybeRecord,
});

export const guardianEventsSchema = object({ items: array(guardianEventSchema) });

export const blockerSchema = object({ code: string(), detail: maybeText });

export const exitChecksSchema = object({
  kill_conditions_cleared: boolean(),
  core_signature_valid: boolean(),
  policy_intact: boolean(),
  blockers: exactOptional(nullable(array(blockerSchema))),
});

export const policyResetSchema = object({
  backup_file: string(),
  policy_hash_before: string(),
  policy_hash_after: string(),
  settings: record(string(), unknown()),
  correlation_id: string(),
});

export const coreRollbackSchema = object({
  from_version: string(),
  to_version: string(),
  backup_verified: boolean(),
  correlation_id: string(),
});

export const integrityReportSchema = object({
  checked_at: maybeText,
  ok: boolean(),
  items: array(object({ component: string(), sha256: maybeText, signature: string(), detail: maybeText })),
});

export const controlStatusSchema = object({
  backend: boolean(),
  frontend: boolean(),
  frontend_port: maybeNumber,
  docker: maybeBoolean,
  database: maybeBoolean,
  timestamp: maybeText,
  process_start_time: maybeText,
  taskkill_allowed: maybeBoolean,
});

export const controlStopSchema = object({
  success: boolean(),
  message: maybeText,
  stopped_pids: exactOptional(nullable(array(number()))),
  ports_cleared: maybeNumber,
  timestamp: maybeText,
  warnings: exactOptional(nullable(array(string()))),
});
