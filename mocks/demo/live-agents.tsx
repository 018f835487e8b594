import { useEffect, useState, useSyncExternalStore } from 'react';
import './live-agents.css';
import { AGENT_NAMES, GATEWAY_NAMES, type AgentName } from '../agents/fleet';
import type { Mark } from '../agents/tally';
import type { Shown, TrafficWatch } from './traffic-watch';

/** The agents' time passes in such steps while a page is open. */
const STEP_MS = 500;

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-US');

type LiveProps = {
  watch: TrafficWatch;
  /** Lets the agents call until now. */
  pass: () => Promise<unknown>;
};

/** Three agents that call all the time, so that a visitor sees what the levers do. Nothing of it is announced. */
export function LiveAgents({ watch, pass }: LiveProps) {
  const shown = useSyncExternalStore(watch.subscribe, watch.read);
  const [isOpen, setOpen] = useState(() => !isNarrow());
  // An effect, because the time passes outside of React.
  useEffect(() => {
    const timer = setInterval(() => void pass(), STEP_MS);
    return () => clearInterval(timer);
  }, [pass]);
  return (
    <section className="live-agents" aria-label="Live agents">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Live agents
      </button>
      <Numbers shown={shown} />
      {isOpen && (
        <ul>
          {AGENT_NAMES.map((name) => (
            <Lane key={name} name={name} marks={shown.marks[name]} loops={loops(name, shown)} />
          ))}
        </ul>
      )}
    </section>
  );
}

const isNarrow = () => typeof matchMedia === 'function' && matchMedia('(max-width: 47.99rem)').matches;

const loops = (name: AgentName, shown: Shown) => name === 'billing-agent' && shown.loops;

function Numbers({ shown: { paid, refusing, refused } }: { shown: Shown }) {
  return (
    <dl>
      <div>
        <dt>Refunds paid</dt>
        <dd className="live-agents-paid">{dollars.format(paid)}</dd>
      </div>
      <div data-on={refusing > 0}>
        <dt>Gateways refusing</dt>
        <dd>{`${refusing} of ${GATEWAY_NAMES.length}`}</dd>
      </div>
      <div data-on={refused > 0}>
        <dt>Calls refused</dt>
        <dd className="live-agents-refused">{whole.format(refused)}</dd>
      </div>
    </dl>
  );
}

const words = { allowed: 'calls allowed', refused: 'calls refused', denied: 'denied: Safe Mode' } as const;

type LaneProps = { name: AgentName; marks: readonly Mark[]; loops: boolean };

/** What the newest calls of an agent came to: a tick for each one, and a word for all of them. */
function Lane({ name, marks, loops: isRepeating }: LaneProps) {
  const newest = marks.at(-1)?.outcome ?? 'allowed';
  const word = newest === 'allowed' && isRepeating ? 'refund loop' : words[newest];
  return (
    <li data-outcome={newest} data-loops={isRepeating}>
      <b>{name}</b>
      <span className="live-agents-word">{word}</span>
      <span className="live-agents-marks" aria-hidden="true">
        {marks.map(({ id, outcome }) => (
          <i key={id} data-outcome={outcome} />
        ))}
      </span>
    </li>
  );
}
