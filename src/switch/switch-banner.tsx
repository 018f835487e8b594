import type { SwitchState } from './derive-state';
import { formatDuration } from '../lib/time';
import { StateIcon } from '../ui/state-icon';

const look =
  'flex min-h-9 items-center gap-3 border-hairline px-4 py-2 font-medium not-first:border-t md:px-8';

/** Says that the switch is engaged, or was when it was last known. Shown on every page of those who may see the state. */
export function SwitchBanner({ state }: { state: SwitchState }) {
  if (state.kind === 'engaged') {
    return (
      <section key="engaged" aria-label="Kill switch engaged" className={`${look} alarm`}>
        <span aria-hidden="true">■</span> Kill switch engaged: agents of this tenant are stopped.
      </section>
    );
  }
  if (state.kind === 'unknown' && state.cause === 'contradicted') {
    return (
      <section key="contradicted" aria-label="Kill switch unknown" className={`${look} hatched text-unknown`}>
        <StateIcon state="unknown" className="size-5 shrink-0" />
        <span>Kill switch unknown: its status says Disengaged, and something contradicts it.</span>
      </section>
    );
  }
  if (state.kind === 'unknown' && state.last?.answer.data.status === 'engaged') {
    return (
      <section aria-label="Kill switch unknown" className={`${look} hatched text-unknown`}>
        <StateIcon state="unknown" className="size-5 shrink-0" />
        <span>{`Kill switch unknown: last confirmed engaged ${formatDuration(state.last.ageMs)} ago.`}</span>
      </section>
    );
  }
  return null;
}
