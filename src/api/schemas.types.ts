import type { GenericSchema, InferOutput } from 'valibot';
import type * as effect from './effect';
import type * as guardian from './guardian/guardian-schemas';
import type * as recovery from './guardian/recovery-schemas';
import type * as aegis from './schemas';

// Only tsc checks this file; nothing in it is part of the page.

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Same<Schema extends GenericSchema, Contract> = Equal<InferOutput<Schema>, Contract>;

/** A validator whose type differs from the contract's makes its `true` here a type error. */
export const validatorsMatchTheContract: [
  Same<typeof aegis.tokenGrantSchema, aegis.TokenGrant>,
  Same<typeof aegis.personSchema, aegis.Person>,
  Same<typeof aegis.signedOutSchema, aegis.SignedOut>,
  Same<typeof aegis.ssoProvidersSchema, aegis.SsoProviders>,
  Same<typeof aegis.killSwitchStatusSchema, aegis.KillSwitchStatus>,
  Same<typeof aegis.toggleAcceptedSchema, aegis.ToggleAccepted>,
  Same<typeof aegis.auditRowSchema, aegis.AuditRow>,
  Same<typeof aegis.auditPageSchema, aegis.AuditPage>,
  Same<typeof aegis.chainVerdictSchema, aegis.ChainVerdict>,
  Same<typeof effect.switchEffectSchema, effect.SwitchEffect>,
  Same<typeof guardian.guardianStatusSchema, guardian.GuardianStatus>,
  Same<typeof guardian.hostsSchema, guardian.Hosts>,
  Same<typeof recovery.approvalRecordSchema, recovery.ApprovalRecord>,
  Same<typeof recovery.guardianEventsSchema, recovery.GuardianEvents>,
  Same<typeof recovery.exitChecksSchema, recovery.ExitChecks>,
  Same<typeof recovery.policyResetSchema, recovery.PolicyReset>,
  Same<typeof recovery.coreRollbackSchema, recovery.CoreRollback>,
  Same<typeof recovery.integrityReportSchema, recovery.IntegrityReport>,
  Same<typeof recovery.controlStatusSchema, recovery.ControlStatus>,
  Same<typeof recovery.controlStopSchema, recovery.ControlStop>,
] = [
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
];
