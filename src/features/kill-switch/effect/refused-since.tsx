import type { Person } from '../../../stores/session';
import type { SwitchState } from '../../../switch/derive-state';
import { UserText } from '../../../ui/user-text';
import { useSwitchEffect } from './use-switch-effect';

const MOST_AGENTS = 3;

/** What an engagement has refused so far, for whoever is about to lift it. Empty where that is not known. */
export function RefusedSince({ person, state }: { person: Person; state: SwitchState }) {
  const known = useSwitchEffect(person, state);
  if (known?.kind !== 'confirmed') return null;
  const { denied, by_agent: agents } = known.answer.data.calls;
  const worst = [...(agents ?? [])]
    // oxlint-disable-next-line unicorn/no-array-sort -- Firefox 114 is supported and lacks toSorted
    .sort((a, b) => b.denied - a.denied)
    .filter((agent) => agent.denied > 0)
    .slice(0, MOST_AGENTS)
    .map(({ agent, denied: count }) => `${agent} ${count.toLocaleString('en')}`);
  const named = worst.length > 0 ? [worst.join(', ')] : [];
  return (
    <>
      <dt className="text-muted">Refused since</dt>
      <dd>
        <UserText text={[`${denied.toLocaleString('en')} agents’ calls`, ...named].join(': ')} />
      </dd>
    </>
  );
}
