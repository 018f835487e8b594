import type { InferOutput } from 'valibot';
import type * as schemas from './schemas';

// Checked by tsc alone; nothing here reaches the page.

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Same<Schema extends keyof typeof schemas, Contract> = Equal<
  InferOutput<(typeof schemas)[Schema]>,
  Contract
>;

/** A validator that is not exactly its contract's type makes its `true` an error here. */
export const validatorsMatchTheContract: [
  Same<'tokenGrantSchema', schemas.TokenGrant>,
  Same<'personSchema', schemas.Person>,
  Same<'signedOutSchema', schemas.SignedOut>,
  Same<'ssoProvidersSchema', schemas.SsoProviders>,
  Same<'killSwitchStatusSchema', schemas.KillSwitchStatus>,
  Same<'toggleAcceptedSchema', schemas.ToggleAccepted>,
  Same<'auditRowSchema', schemas.AuditRow>,
  Same<'auditPageSchema', schemas.AuditPage>,
  Same<'chainVerdictSchema', schemas.ChainVerdict>,
] = [true, true, true, true, true, true, true, true, true];
