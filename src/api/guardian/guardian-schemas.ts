import { array, boolean, exactOptional, nullable, object, picklist, string } from 'valibot';
import type { components } from '../../../core/contract/contract';
import { maybeBoolean, maybeNumber, maybeRecord, maybeText } from '../http/maybe';

// Validators for what every page reads from the Guardian. schemas.types.ts compares them with the contract.

type Schemas = components['schemas'];
export type GuardianStatus = Schemas['GuardianStatus'];
export type KnownHost = Schemas['KnownHost'];
export type Hosts = Schemas['Hosts'];
export type GuardianMode = Schemas['GuardianMode'];
export type EntryCondition = Schemas['EntryCondition'];
export type KillMechanism = Schemas['KillMechanism'];
export type GuardianCapability = Schemas['GuardianCapability'];

const entryConditionSchema = object({
  code: string(),
  active: boolean(),
  detail: maybeText,
  since: maybeText,
});

const killMechanismSchema = object({
  code: string(),
  available: boolean(),
  triggered: maybeBoolean,
  location: maybeText,
  poll_interval_seconds: maybeNumber,
  last_checked_at: maybeText,
});

const capabilitySchema = object({ code: string(), state: string(), enforced_by: maybeText });

const modeSchema = picklist(['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE']);

export const guardianStatusSchema = object({
  mode: modeSchema,
  host: string(),
  platform: maybeText,
  containment: maybeText,
  since: maybeText,
  guardian_version: maybeText,
  core_version: maybeText,
  core_state: maybeText,
  profile: maybeText,
  entry_conditions: exactOptional(nullable(array(entryConditionSchema))),
  kill_mechanisms: exactOptional(nullable(array(killMechanismSchema))),
  capabilities: exactOptional(nullable(array(capabilitySchema))),
  policy: exactOptional(nullable(object({ hash: maybeText, intact: boolean(), settings: maybeRecord }))),
  child_processes: maybeNumber,
  remote_management: exactOptional(
    nullable(object({ enabled: boolean(), methods: exactOptional(nullable(array(string()))) })),
  ),
  last_exit: maybeRecord,
  last_exit_in_tenant_log: maybeBoolean,
});

export const hostsSchema = object({
  items: array(
    object({
      name: string(),
      mode: nullable(modeSchema),
      since: maybeText,
      last_seen_at: maybeText,
      containment: maybeText,
      platform: maybeText,
    }),
  ),
});
