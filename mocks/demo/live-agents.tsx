import { useEffect, useReducer, useState, useSyncExternalStore } from 'react';
import './live-agents.css';
import { AGENT_NAMES, gateways, type AgentName } from '../agents/fleet';
import { refusesAt, type World } from '../agents/gateway';
import { advanceTally, isLooping, startTally, type AgentTally, type Tally } from '../agents/tally';
import type { WorldWatch } from './world-watch';

const STEP_MS = 250;

const dollars = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
});
const whole = new Intl.NumberFormat('en-US');

type LiveProps = {
  watch: WorldWatch;
  /** When the agents began to call, in ms since the epoch. */
  startedAt: number;
  clock: () => number;
};

/** Three agents that call all the time, so that a visitor sees what the levers do. Nothing of it is announced. */
export function LiveAgents({ watch, startedAt, clock }: LiveProps) {
  const world = useSyncExternalStore(watch.subscribe, watch.read);
  const advance = (from: Tally, to: number) => advanceTally(from, world, to);
  const [tally, pass] = useReducer(advance, startedAt, startTally);
  const [isOpen, setOpen] = useState(() => !isNarrow());
  // An effect, because the time passes outside of React.
  useEffect(() => {
    const timer = setInterval(() => pass(clock()), STEP_MS);
    return () => clearInterval(timer);
  }, [clock]);
  return (
    <section className="live-agents" aria-label="Live agents">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        Live agents
      </button>
      <Numbers tally={tally} world={world} />
      {isOpen && (
        <ul>
          {AGENT_NAMES.map((name) => (
            <Lane key={name} name={name} lane={tally.agents[name]} loops={loops(name, tally)} />
          ))}
        </ul>
      )}
    </section>
  );
}

const isNarrow = () => typeof matchMedia === 'function' && matchMedia('(max-width: 47.99rem)').matches;

const loops = (name: AgentName, tally: Tally) => name === 'billing-agent' && isLooping(tally);

function Numbers({ tally, world }: { tally: Tally; world: World }) {
  const refusing = gateways.filter((gateway) => refusesAt(gateway, world, tally.at)).length;
  return (
    <dl>
      <div>
        <dt>Refunds paid</dt>
        <dd className="live-agents-paid">{dollars.format(tally.paid)}</dd>
      </div>
      <div data-on={refusing > 0}>
        <dt>Gateways refusing</dt>
        <dd>{`${refusing} of ${gateways.length}`}</dd>
      </div>
      <div data-on={tally.refused > 0}>
        <dt>Calls refused</dt>
        <dd className="live-agents-refused">{whole.format(tally.refused)}</dd>
      </div>
    </dl>
  );
}

const words = { allowed: 'calls allowed', refused: 'calls refused', denied: 'denied: Safe Mode' } as const;

/** What the newest calls of an agent came to: a tick for each one, and a word for all of them. */
function Lane({ name, lane, loops: isRepeating }: { name: AgentName; lane: AgentTally; loops: boolean }) {
  const newest = lane.marks.at(-1)?.outcome ?? 'allowed';
  const word = newest === 'allowed' && isRepeating ? 'refund loop' : words[newest];
  return (
    <li data-outcome={newest} data-loops={isRepeating}>
      <b>{name}</b>
      <span className="live-agents-word">{word}</span>
      <span className="live-agents-marks" aria-hidden="true">
        {lane.marks.map(({ id, outcome }) => (
          <i key={id} data-outcome={outcome} />
        ))}
      </span>
    </li>
  );
}
