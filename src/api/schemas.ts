import {
  array,
  boolean,
  exactOptional,
  nullable,
  number,
  object,
  picklist,
  record,
  string,
  union,
  unknown,
} from 'valibot';
import type { components } from '../../core/contract/contract';
import { maybeBoolean, maybeNumber, maybeText } from './http/maybe';

// Validators of everything the server sends. schemas.types.ts compares each with the type of the contract, so that neither
// can change alone. Unknown keys are dropped.

type Schemas = components['schemas'];
export type TokenGrant = Schemas['TokenGrant'];
export type Person = Schemas['Person'];
export type SignedOut = Schemas['SignedOut'];
export type SsoProviders = Schemas['SsoProviders'];
export type KillSwitchStatus = Schemas['KillSwitchStatus'];
export type ToggleAccepted = Schemas['ToggleAccepted'];
export type AuditRow = Schemas['AuditRow'];
export type AuditPage = Schemas['AuditPage'];
export type ChainVerdict = Schemas['ChainVerdict'];

export const tokenGrantSchema = object({
  access_token: string(),
  token_type: exactOptional(string()),
  expires_in: number(),
  tenant_id: string(),
  tenant_name: maybeText,
  role: string(),
});

export const personSchema = object({
  id: string(),
  email: string(),
  full_name: maybeText,
  role: string(),
  tenant_id: string(),
  tenant_name: maybeText,
  is_active: maybeBoolean,
  created_at: maybeText,
});

export const signedOutSchema = object({ success: boolean(), message: maybeText });

export const ssoProviderSchema = union([string(), object({ id: string(), name: maybeText })]);

export const ssoProvidersSchema = object({ providers: array(ssoProviderSchema) });

export const toggleAcceptedSchema = object({
  status: picklist(['engaged', 'disengaged']),
  tenant_id: string(),
  epoch: maybeNumber,
});

export const killSwitchStatusSchema = object({
  ...toggleAcceptedSchema.entries,
  reason: maybeText,
  engaged_at: maybeText,
  engaged_by: maybeText,
});

export const auditRowSchema = object({
  id: string(),
  tenant_id: string(),
  action: string(),
  timestamp: maybeText,
  agent_id: maybeText,
  tool: maybeText,
  decision: maybeText,
  reason: maybeText,
  metadata_json: exactOptional(nullable(record(string(), unknown()))),
  request_id: maybeText,
  event_hash: maybeText,
  prev_hash: maybeText,
});

export const auditPageSchema = object({
  total: number(),
  limit: exactOptional(number()),
  offset: exactOptional(number()),
  items: array(auditRowSchema),
});

export const chainVerdictSchema = object({
  valid: boolean(),
  is_integrous: maybeBoolean,
  processed_count: maybeNumber,
  error_count: maybeNumber,
  error: maybeText,
  details: maybeText,
  violations: exactOptional(nullable(array(unknown()))),
});
