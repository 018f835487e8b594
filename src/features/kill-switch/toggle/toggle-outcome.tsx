import type { ReactNode } from 'react';
import { ActionOutcome, SupersededWords, type Told } from '../../../action/action-outcome';
import type { Outcome } from '../../../action/outcome';
import type { Me } from '../../../api/audit/toggle-rows';
import { isApiError } from '../../../api/errors/api-error';
import { explainError } from '../../../api/errors/explain-error';
import type { ToggleAction } from '../../../api/kill-switch';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { LatestToggleWords } from '../../../switch/latest-toggle-words';
import type { ToggleState } from '../../../switch/toggles';

const done: Record<ToggleAction, string> = { engage: 'Engaged', disengage: 'Disengaged' };
const undone: Record<ToggleAction, string> = { engage: 'disengaged', disengage: 'engaged' };
const changed: Record<ToggleAction, string> = {
  engage: 'Already engaged',
  disengage: 'The state changed while this dialog was open',
};

type ToggleOutcomeProps = { action: ToggleAction; toggle: ToggleState; latest: LatestToggle | null; me: Me };

/** The outcome of the toggle, and the state as it was read since. */
export function ToggleOutcome({ action, toggle, latest, me }: ToggleOutcomeProps) {
  const who = <LatestToggleWords latest={latest} me={me} />;
  const say = (tone: Told['tone'], title: string, children?: ReactNode): Told => ({ tone, title, children });
  const told: Record<Exclude<Outcome, 'none'>, Told> = {
    reading: say('info', 'Reading the state to tell what happened…'),
    unreadable: say('warning', 'The state cannot be read', <Unread />),
    untold: say('warning', 'The state cannot be read', <Unread />),
    'took-effect': say('success', `${done[action]}${answered(toggle)}`, who),
    'no-effect': say(
      'warning',
      `Not ${done[action].toLowerCase()} so far`,
      <p>We keep checking. You can send it again.</p>,
    ),
    'nothing-changed': {
      tone: 'info',
      title: `Nothing was changed: the switch is still ${undone[action]}`,
      alert: true,
      children: <p>You can send it again, or close.</p>,
    },
    superseded: {
      // That somebody was faster is no failure.
      tone: 'failure' in toggle && toggle.failure?.conflict ? 'info' : 'warning',
      title: changed[action],
      alert: true,
      children: (
        <>
          {who}
          <SupersededWords state={toggle} />
        </>
      ),
    },
  };
  return (
    <ActionOutcome
      state={toggle}
      explain={({ error, proof }) => ({
        words: explainError(error, action),
        note: proof === 'unknown' ? 'The outcome is unknown.' : null,
      })}
      told={told}
    />
  );
}

/** Why the state had to be read back. */
function answered(toggle: ToggleState): string {
  const failure = 'failure' in toggle ? toggle.failure : null;
  const status = isApiError(failure?.error) && failure.error.status ? ` (${failure.error.status})` : '';
  return toggle.stage === 'refused'
    ? `, although the server refused${status}`
    : `. The reply was lost${status}; the state was read back.`;
}

function Unread() {
  return <p>It is not known whether it worked. We keep checking.</p>;
}
