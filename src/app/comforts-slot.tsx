import { Suspense } from 'react';
import { can } from '../auth/capabilities';
import { optional } from '../lib/optional';
import type { Person } from '../stores/session';
import { useGuardian } from '../guardian/use-guardian';
import { useSwitchState } from '../switch/use-kill-switch';

const Comforts = optional(() => import('../features/comforts/comforts'));

/** The place of the comforts. Their code is asked for only after Engage is ready. */
export function ComfortsSlot({ person }: { person: Person }) {
  // Read here and not there: a part of the page that comes later would ask the server once more.
  const { state } = useSwitchState();
  const mode = useGuardian({ ask: false }).state;
  const visible = can(person.role, 'canViewKillSwitch') ? state : null;
  return visible?.kind === 'checking' ? null : (
    <Suspense fallback={null}>
      <Comforts person={person} state={visible} mode={mode} />
    </Suspense>
  );
}
