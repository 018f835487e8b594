import { isApiError } from '../../api/errors/api-error';
import { isServiceFailure, refusalCause } from '../../api/errors/refusal-cause';
import type { Person } from '../../stores/session';
import type { SwitchState } from '../../switch/derive-state';
import { OutageCard } from '../../switch/outage-card';

type OutageProps = {
  person: Person;
  state: SwitchState;
  /** Why the newest toggle was not accepted; null when it was. */
  lastError: unknown;
};

/** How to act without the API, shown as soon as the API cannot do its work, and not when only a session has ended. */
export function Outage({ person, state, lastError }: OutageProps) {
  if (lastError === null && !isOutage(state)) return null;
  return <OutageCard tenantId={person.tenantId} noRule={refusalCause(lastError) === 'no-rule'} />;
}

function isOutage(state: SwitchState): boolean {
  if (state.kind !== 'unknown' || state.cause !== 'failed') return false;
  return !(isApiError(state.error) && state.error.status === 401 && !isServiceFailure(state.error));
}
