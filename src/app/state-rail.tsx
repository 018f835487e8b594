import { Link } from 'react-router-dom';
import type { Hosts } from '../api/guardian/guardian-schemas';
import type { Known } from '../api/http/reading';
import { can } from '../auth/capabilities';
import { shapeOf, toldMode, type ModeState } from '../guardian/mode';
import { SafeModeBanner } from '../guardian/safe-mode-banner';
import { paths } from '../lib/paths';
import type { SwitchState } from '../switch/derive-state';
import { switchWords, type BriefWords } from '../switch/switch-words';
import { StateIcon, type StateIconName } from '../ui/state-icon';

type StateRailProps = {
  /** Null for those who may not see it. */
  state: SwitchState | null;
  guardian: ModeState;
  /** The tenant's hosts; null where it has one or none. */
  hosts: Known<Hosts> | null;
  role: string;
};

/** Both states, on every page, for those who may see them. Each leads to its page. */
export function StateRail({ state, guardian, hosts, role }: StateRailProps) {
  const told = toldMode(guardian);
  const shape = shapeOf(told);
  const stopped = state?.kind === 'engaged';
  return (
    <div className="z-1 flex flex-wrap gap-px border-hairline bg-hairline tall:sticky tall:top-0">
      {state && (
        <Cell
          label="Kill switch state"
          to={paths.killSwitch}
          shape={state.kind}
          quiet={shape === 'engaged'}
          told={switchWords(state)}
        />
      )}
      {shape === 'engaged' || shape === 'unknown' ? (
        <SafeModeBanner state={guardian} hosts={hosts} role={role} />
      ) : (
        shape &&
        can(role, 'canViewSafeMode') && (
          <Cell
            label="Safe Mode"
            to={paths.safeMode}
            shape={shape}
            // The agents do not run because of this state: it is not green while the other one is red.
            quiet={stopped}
            told={modeWordsFor(told === 'NORMAL', stopped, hosts)}
          />
        )
      )}
    </div>
  );
}

function modeWordsFor(normal: boolean, stopped: boolean, hosts: Known<Hosts> | null): BriefWords {
  if (!normal) return ['Safe Mode: checking…'];
  const where = hosts?.kind === 'confirmed' ? ` on all ${hosts.answer.data.items.length} hosts` : '';
  return [`Safe Mode is off${where}.`, '', stopped ? 'The kill switch still stops the agents.' : ''];
}

const looks: Record<StateIconName, string> = {
  checking: 'bg-surface',
  disengaged: 'bg-surface',
  engaged: 'alarm',
  unknown: 'hatched text-unknown',
};

type CellProps = { label: string; to: string; shape: StateIconName; quiet?: boolean; told: BriefWords };

function Cell({ label, to, shape, quiet = false, told: [words, more, rest] }: CellProps) {
  return (
    <section aria-label={label} className={`rail-cell ${looks[shape]}`}>
      <Link to={to} className="rail-link">
        <StateIcon key={shape} state={shape} quiet={quiet} className="size-4 shrink-0" />
        {/* A line for each on a narrow screen: an age that grows never moves a line's end. */}
        <span key={`${words}${more}`} className="max-xl:flex max-xl:flex-col">
          <b>{words}</b>{' '}
          <span>
            <span>{more}</span>
            <span className="max-md:hidden">{rest}</span>
          </span>
        </span>
      </Link>
    </section>
  );
}
