import type { components } from '../contract/contract';
import type { SwitchState } from '../ports/records';

type Status = components['schemas']['KillSwitchStatus'];

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

/** Who toggled, as the wire names them: the email, or the id where there is none. */
export const byOf = ({ actor }: SwitchState): string | null => actor && (actor.email ?? actor.id);

/** The status of a tenant's switch in the contract's words. */
export function statusOf(tenantId: string, state: SwitchState): Status & { epoch: number } {
  const { engaged, reason, changedAt, epoch } = state;
  return {
    status: engaged ? 'engaged' : 'disengaged',
    tenant_id: tenantId,
    reason: engaged ? reason : null,
    engaged_at: engaged ? iso(changedAt) : null,
    engaged_by: engaged ? byOf(state) : null,
    epoch,
  };
}

/** Since when, by whom and why the switch is what it is. */
export function sinceOf(state: SwitchState): Record<string, unknown> {
  const [at, by, reason] = [iso(state.changedAt), byOf(state), state.reason];
  return state.engaged
    ? { engaged_at: at, engaged_by: by, reason }
    : { disengaged_at: at, disengaged_by: by, reason };
}
