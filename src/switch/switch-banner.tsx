import type { SwitchState } from './derive-state';
import { formatDuration } from '../lib/time';
import { StateIcon } from '../ui/state-icon';

/** Says that the switch is engaged, or was when it was last known. Shown on every page of those who may see the state. */
export function SwitchBanner({ state }: { state: SwitchState }) {
  if (state.kind === 'engaged') {
    return (
      <section
        key="engaged"
        aria-label="Kill switch engaged"
        className="flex items-center gap-3 bg-danger-solid px-4 py-2 font-semibold text-on-danger"
      >
        <span aria-hidden="true">■</span> Kill switch engaged: agents of this tenant are stopped.
      </section>
    );
  }
  if (state.kind === 'unknown' && state.cause === 'contradicted') {
    return (
      <section
        key="contradicted"
        aria-label="Kill switch unknown"
        className="hatched flex items-center gap-3 px-4 py-2 font-semibold text-unknown"
      >
        <StateIcon state="unknown" className="size-5 shrink-0" />
        <span>Kill switch unknown: its status says Disengaged, and something contradicts it.</span>
      </section>
    );
  }
  if (state.kind === 'unknown' && state.last?.answer.data.status === 'engaged') {
    return (
      <section
        aria-label="Kill switch unknown"
        className="hatched flex items-center gap-3 px-4 py-2 font-semibold text-unknown"
      >
        <StateIcon state="unknown" className="size-5 shrink-0" />
        <span>{`Kill switch unknown: last confirmed engaged ${formatDuration(state.last.ageMs)} ago.`}</span>
      </section>
    );
  }
  return null;
}
