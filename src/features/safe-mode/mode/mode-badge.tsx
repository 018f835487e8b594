import { explainError } from '../../../api/errors/explain-error';
import type { GuardianMode, GuardianStatus } from '../../../api/guardian/guardian-schemas';
import {
  NO_GUARDIAN,
  lastConfirmed,
  lastStatus,
  modeWords,
  toldMode,
  type ModeState,
  type ToldMode,
} from '../../../guardian/mode';
import { SilentSince } from '../../../guardian/silent-since';
import { useSwitchState } from '../../../switch/use-kill-switch';
import { StateIcon, type StateIconName } from '../../../ui/state-icon';
import { UnknownWhy } from '../../../ui/unknown-why';
import { leverWords } from './lever-words';
import { StatusFacts } from './status-facts';

type Look = { box: string; icon: StateIconName };

const danger: Look = { box: 'alarm', icon: 'engaged' };
// Green is only for a known state (law 1).
const looks: Record<ToldMode, Look> = {
  checking: { box: 'border-line bg-surface text-ink', icon: 'checking' },
  unknown: { box: 'border-unknown border-dashed hatched text-unknown', icon: 'unknown' },
  absent: { box: 'border-line bg-surface text-ink', icon: 'checking' },
  NORMAL: { box: 'border-hairline bg-surface text-clear', icon: 'disengaged' },
  SAFE: danger,
  OPERATOR_OVERRIDE: danger,
};

const meanings: Record<GuardianMode, string> = {
  NORMAL: 'Safe Mode is off. The Guardian lets the agents of this host run, within their profile.',
  SAFE: 'AI, shell, network, upgrades and file writes are disabled on this host.',
  OPERATOR_OVERRIDE: 'The KILL file stopped Core. It stays stopped until the kill is acknowledged.',
};

type ModeBadgeProps = { state: ModeState; contradicted: boolean };

/** The mode of the host in words, shape and colour, with its start and its cause. */
export function ModeBadge({ state, contradicted }: ModeBadgeProps) {
  const { box, icon } = looks[toldMode(state)];
  const status = lastStatus(state);
  const lever = leverWords(useSwitchState().state);
  return (
    <div className={`mt-4 flex gap-4 rounded-card border p-4 sm:p-5 forced-colors:border-4 ${box}`}>
      <StateIcon state={icon} className="size-9 shrink-0" />
      {/* Not live: its age changes every second. The shell announces changes of mode, once. */}
      <div
        role="status"
        aria-live="off"
        aria-label="Guardian mode"
        className={`min-w-0 flex-1 ${icon === 'unknown' ? 'rounded-control bg-surface px-4 py-3' : ''}`}
      >
        <p className="text-state font-semibold">{headline(state, contradicted)}</p>
        <div className={box === danger.box ? '' : 'text-ink'}>
          {state.kind === 'unknown' && (
            <>
              <SilentSince error={state.error} />
              <UnknownWhy
                stale={state.cause === 'stale'}
                words={state.error === null ? null : explainError(state.error, 'safe-mode')}
              />
            </>
          )}
          {state.kind === 'confirmed' && <p>{meaning(state.answer.data, contradicted, lever)}</p>}
          {status && <StatusFacts status={status} current={state.kind === 'confirmed' ? state : null} />}
        </div>
      </div>
    </div>
  );
}

function headline(state: ModeState, contradicted: boolean): string {
  switch (state.kind) {
    case 'checking':
      return 'Checking…';
    case 'absent':
      return NO_GUARDIAN;
    case 'confirmed':
      return `${modeWords[state.answer.data.mode]}${contradicted ? ', but contradicted' : ''}`;
    case 'unknown':
      return `Unknown — ${lastConfirmed(state.last)}`;
  }
}

function meaning({ mode }: GuardianStatus, contradicted: boolean, lever: string | null): string {
  if (contradicted)
    return 'The Guardian contradicts itself (see below). Do not rely on this mode. Look at the host.';
  return mode === 'NORMAL' && lever !== null ? `Safe Mode is off. ${lever}` : meanings[mode];
}
