import { useState } from 'react';
import type { Backend } from '../backend';
import { SEED_NAMES, type SeedName } from '../db';
import { personaKeys, personas, type PersonaKey } from '../seeds/personas';
import { becomePersona, resetDemo, secondOperator } from './demo-actions';
import { Choice, DemoGroup } from './demo-controls';
import { FaultControls } from './demo-faults';
import { HostControls } from './demo-host';

const seedLabels: Record<SeedName, string> = {
  'lived-in': 'Half a year of use',
  demo: 'A little history',
  none: 'No toggles yet',
  one: 'One engagement',
  twenty: '20 toggles',
  'ten-thousand': '10,000 toggles',
};

/** Gives the viewer time to open a dialog, or to look away, before the other person acts. */
const LATER_MS = 5_000;

type MoreProps = { backend: Backend; act: (work: () => Promise<string | void>) => void };

/** People, other people, the host, and every way in which the server can misbehave. */
export function DemoMore({ backend, act }: MoreProps) {
  return (
    <div className="demo-panel-more">
      <PersonControls onSwitch={(person) => act(() => becomePersona(backend, person))} />
      <OperatorControls backend={backend} act={act} />
      <DemoGroup name="Session">
        <button type="button" onClick={() => act(() => backend.expireSessions())}>
          Expire session now
        </button>
      </DemoGroup>
      <HostControls backend={backend} act={act} />
      <FaultControls faults={backend.faults} />
      <ResetControls onReset={(seed) => act(() => resetDemo(backend, { seed }))} />
    </div>
  );
}

function PersonControls({ onSwitch }: { onSwitch: (person: PersonaKey) => void }) {
  const [person, setPerson] = useState<PersonaKey>('admin');
  const describe = (key: PersonaKey) => `${personas[key].fullName}, ${personas[key].role}`;
  return (
    <DemoGroup name="Person">
      <Choice label="Be" value={person} options={personaKeys} describe={describe} onChange={setPerson} />
      <button type="button" onClick={() => onSwitch(person)}>
        Switch person
      </button>
    </DemoGroup>
  );
}

type OperatorProps = { backend: Backend; act: (work: () => Promise<string>) => void };

function OperatorControls({ backend, act }: OperatorProps) {
  const [later, setLater] = useState(false);
  const toggle = (action: 'engage' | 'disengage') =>
    act(async () => {
      const other = await secondOperator(backend);
      if (later) await backend.wait(LATER_MS);
      await backend.toggleAs(other, action, 'Decided at another desk');
      return `${personas[other].fullName} ${action}d.`;
    });
  return (
    <DemoGroup name="Second operator">
      <button type="button" onClick={() => toggle('engage')}>
        Engage as second operator
      </button>
      <button type="button" onClick={() => toggle('disengage')}>
        Disengage as second operator
      </button>
      <label>
        <input type="checkbox" checked={later} onChange={(event) => setLater(event.target.checked)} />
        <span>5 seconds later</span>
      </label>
    </DemoGroup>
  );
}

function ResetControls({ onReset }: { onReset: (seed: SeedName) => void }) {
  const [seed, setSeed] = useState<SeedName>('lived-in');
  return (
    <DemoGroup name="Start over">
      <Choice
        label="History"
        value={seed}
        options={SEED_NAMES}
        describe={(name) => seedLabels[name]}
        onChange={setSeed}
      />
      <button type="button" onClick={() => onReset(seed)}>
        Reset
      </button>
    </DemoGroup>
  );
}
