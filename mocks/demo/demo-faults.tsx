import { useState, useSyncExternalStore } from 'react';
import { Choice, DemoGroup } from './demo-controls';
import { FAULT_TARGETS, faultLabels, faultNames, formatFaults } from '../faults/faults';
import type { FaultName, Faults, FaultTarget } from '../faults/faults';

const targetLabels: Record<FaultTarget, string> = {
  any: 'Every request',
  auth: 'Sign-in and session',
  status: 'Status',
  toggle: 'Engage and disengage',
  history: 'Audit log',
  guardian: 'Guardian, reading',
  'guardian-action': 'Guardian, acting',
  control: 'Host control',
};

/** Faults can change in this panel and in the panel of another tab. */
function subscribeToOtherTabs(onChange: () => void) {
  window.addEventListener('storage', onChange);
  return () => window.removeEventListener('storage', onChange);
}

export function FaultControls({ faults }: { faults: Faults }) {
  const [target, setTarget] = useState<FaultTarget>('status');
  const [fault, setFault] = useState<FaultName>('slow');
  const [, setChanges] = useState(0);
  useSyncExternalStore(subscribeToOtherTabs, () => formatFaults(faults.active()));
  const change = (on: FaultTarget, to: FaultName | null) => {
    faults.set(on, to);
    setChanges((count) => count + 1);
  };
  const active = faults.active();
  return (
    <DemoGroup name="Misbehave">
      <Choice
        label="Requests"
        value={target}
        options={FAULT_TARGETS}
        describe={(name) => targetLabels[name]}
        onChange={setTarget}
      />
      <Choice
        label="Fault"
        value={fault}
        options={faultNames}
        describe={(name) => faultLabels[name]}
        onChange={setFault}
      />
      <button type="button" onClick={() => change(target, fault)}>
        Set fault
      </button>
      <ul aria-label="Active">
        {FAULT_TARGETS.map((on) => {
          const name = active[on];
          return (
            name && (
              <li key={on}>
                {targetLabels[on]}: {faultLabels[name]}
                <button type="button" aria-label={`Remove ${on}:${name}`} onClick={() => change(on, null)}>
                  Remove
                </button>
              </li>
            )
          );
        })}
      </ul>
    </DemoGroup>
  );
}
