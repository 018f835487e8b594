import { commands } from '../host/host-commands';
import type { RecoveryAction } from './recovery-actions';
import type { FactWanted } from './step-facts';

export const scenarioCodes = [
  'core-loop',
  'runaway-shell',
  'bad-upgrade',
  'policy-corruption',
  'guardian-dead',
  'unknown-state',
  'compromise',
] as const;
export type ScenarioCode = (typeof scenarioCodes)[number];

/** How a step is done: by a button of this page, on another page, or by a command on the Guardian's host. */
export type StepMeans =
  | { by: 'action'; action: RecoveryAction }
  | { by: 'page'; page: 'safe-mode' | 'kill-switch' }
  | { by: 'command'; command: string; copy: string };

export type Step = {
  /** Unique within its scenario; kept in the tab's storage. */
  id: string;
  text: string;
  means: StepMeans;
  /** The part of the Guardian's status that is shown beside the step. */
  fact?: FactWanted;
};

export type Scenario = {
  /** The name in F7 §5. */
  name: string;
  /** The method in one sentence. */
  method: string;
  steps: readonly Step[];
};

const action = (name: RecoveryAction): StepMeans => ({ by: 'action', action: name });

const createKill: Step = {
  id: 'create-kill',
  text: 'Create the KILL file on the host, as administrator.',
  means: commands.createKill,
  fact: 'kill-file',
};
const coreDown: Step = {
  id: 'core-down',
  text: 'Wait for the Guardian to terminate Core: it looks every 5 seconds. Ask it on the host:',
  means: commands.showStatus,
  fact: 'core',
};
const verify: Step = {
  id: 'verify',
  text: 'Diagnose: check all signatures and hashes.',
  means: action('verify'),
};
const exportLogs: Step = {
  id: 'export',
  text: 'Save the Guardian’s logs, to diagnose them or to keep them as evidence.',
  means: action('export'),
};
const deleteKill: Step = {
  id: 'delete-kill',
  text: 'Once the cause is found, delete the KILL file on the host, as administrator.',
  means: commands.deleteKill,
  fact: 'kill-file',
};
const acknowledge: Step = {
  id: 'acknowledge',
  text: 'Acknowledge the kill. The Guardian refuses while the KILL file exists.',
  means: action('acknowledge'),
  fact: 'kill-file',
};
const reset: Step = {
  id: 'reset',
  text: 'Put all policies back to factory defaults. The Guardian makes a backup first.',
  means: action('reset'),
  fact: 'policy',
};
const rollback: Step = {
  id: 'rollback',
  text: 'Restore the version of Core before.',
  means: action('rollback'),
  fact: 'core-version',
};
const exit: Step = {
  id: 'exit',
  text: 'Restart: leave Safe Mode. The Guardian makes its checks, and you approve.',
  means: { by: 'page', page: 'safe-mode' },
  fact: 'mode',
};
const checkInstaller: Step = {
  id: 'check-installer',
  text: 'Check that the installer is signed and that the offline root verifies it; its file in place of INSTALLER.',
  means: commands.checkInstaller,
};
const install: Step = {
  id: 'install',
  text: 'Only if the signature is valid: install again from it, as administrator.',
  means: commands.install,
};

/** The Failure Recovery Matrix, in its order (F7 §5). */
export const scenarios: Record<ScenarioCode, Scenario> = {
  'core-loop': {
    name: 'Core stuck in loop',
    method: 'Stop Core by the KILL file, diagnose, then lift the kill and restart.',
    steps: [createKill, coreDown, verify, exportLogs, deleteKill, acknowledge, exit],
  },
  'runaway-shell': {
    name: 'Runaway shell commands',
    method:
      'The Guardian kills all shell processes by itself (Job Object). If that is not enough: the KILL file.',
    steps: [
      {
        id: 'children',
        text: 'See on the host whether the Guardian has killed the shell processes.',
        means: commands.showStatus,
        fact: 'children',
      },
      { ...createKill, text: 'If they still run: create the KILL file on the host, as administrator.' },
      { ...coreDown, text: 'Wait for the Guardian to terminate Core within 5 seconds. Ask it on the host:' },
      exportLogs,
      deleteKill,
      acknowledge,
      exit,
    ],
  },
  'bad-upgrade': {
    name: 'Bad upgrade',
    method: 'Rolling back restores the version before.',
    steps: [
      rollback,
      { ...verify, text: 'Check the signature of the restored Core, and all other hashes.' },
      exit,
    ],
  },
  'policy-corruption': {
    name: 'Policy corruption',
    method: 'A reset restores the factory defaults.',
    steps: [reset, { ...verify, text: 'Check the new policy, and all other signatures and hashes.' }, exit],
  },
  'guardian-dead': {
    name: 'Guardian won’t start',
    method: 'Nothing here can help: install the Guardian again from the signed installer, on the host.',
    steps: [
      {
        id: 'really-dead',
        text: 'Make sure on the host that it does not answer.',
        means: commands.showStatus,
      },
      checkInstaller,
      install,
      { id: 'start-safe', text: 'Start it in Safe Mode.', means: commands.startSafe },
      {
        id: 'verify-on-host',
        text: 'Check all signatures and hashes on the host.',
        means: commands.verifyIntegrity,
      },
    ],
  },
  'unknown-state': {
    name: 'Unknown bad state',
    method: 'Stop Core by the KILL file, reset the policy, roll back Core, restart.',
    steps: [createKill, coreDown, reset, rollback, deleteKill, acknowledge, exit],
  },
  compromise: {
    name: 'Suspected compromise',
    method: 'Stop everything, secure the evidence, and install again if anything was tampered with.',
    steps: [
      createKill,
      coreDown,
      {
        id: 'engage',
        text: 'Have the gateway refuse the tenant’s agents on every host, too: engage the kill switch.',
        means: { by: 'page', page: 'kill-switch' },
      },
      { ...verify, text: 'Look for tampering: check all signatures and hashes.' },
      exportLogs,
      checkInstaller,
      { ...install, text: 'If anything was tampered with: install everything again, as administrator.' },
      deleteKill,
      acknowledge,
      exit,
    ],
  },
};

/** The scenario with a stored name; null when this version does not know it. */
export function scenarioNamed(name: string | null): ScenarioCode | null {
  return scenarioCodes.find((code) => code === name) ?? null;
}
