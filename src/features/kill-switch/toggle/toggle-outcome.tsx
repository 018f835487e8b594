import type { ReactNode } from 'react';
import { ActionOutcome, SupersededWords, type Told } from '../../../action/action-outcome';
import type { Outcome } from '../../../action/outcome';
import type { Me } from '../../../api/audit/toggle-rows';
import { explainError } from '../../../api/errors/explain-error';
import type { ToggleAction } from '../../../api/kill-switch';
import type { LatestToggle } from '../../../switch/latest-toggle';
import { LatestToggleWords } from '../../../switch/latest-toggle-words';
import type { ToggleState } from '../../../switch/toggles';

const done: Record<ToggleAction, string> = { engage: 'Engaged', disengage: 'Disengaged' };
const undone: Record<ToggleAction, string> = { engage: 'Disengaged', disengage: 'Engaged' };
const changed: Record<ToggleAction, string> = {
  engage: 'The kill switch is engaged already',
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
    'took-effect': say(
      'success',
      `Read back: the state is ${done[action]}`,
      <>
        <p>
          {toggle.stage === 'refused'
            ? 'The request took effect although it was refused, or somebody else did the same.'
            : 'The request took effect, or somebody else did the same.'}
        </p>
        {who}
      </>,
    ),
    'no-effect': say(
      'warning',
      `Read back: the state is ${undone[action]}`,
      <p>
        The request has not taken effect. It may still do so within seconds; the state is read again all the
        time. You can send it again.
      </p>,
    ),
    'nothing-changed': {
      tone: 'info',
      title: `Read back: nothing was changed, the state is ${undone[action]}`,
      alert: true,
      children: <p>You can send it again, or close.</p>,
    },
    superseded: say(
      'warning',
      changed[action],
      <>
        {who}
        <SupersededWords state={toggle} />
      </>,
    ),
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

function Unread() {
  return <p>It is not known whether the request took effect. Reading goes on by itself.</p>;
}
