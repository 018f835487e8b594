import {
  onHost,
  createKill,
  coreDown,
  verify,
  exportLogs,
  deleteKill,
  acknowledge,
  reset,
  rollback,
  exit,
  checkInstaller,
  install,
  type Step,
} from './steps';

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

export type Scenario = {
  /** The name in F7 §5. */
  name: string;
  /** The method in a few words, for its card. */
  card: string;
  /** The method in one sentence. */
  method: string;
  steps: readonly Step[];
};

/** The Failure Recovery Matrix, in its order (F7 §5). */
export const scenarios: Record<ScenarioCode, Scenario> = {
  'core-loop': {
    name: 'Core stuck in loop',
    card: 'KILL file, diagnose, restart',
    method: 'Stop Core by the KILL file, diagnose, then lift the kill and restart.',
    steps: [createKill, coreDown, verify, exportLogs, deleteKill, acknowledge, exit],
  },
  'runaway-shell': {
    name: 'Runaway shell commands',
    card: 'Killed by the Guardian, else KILL file',
    method: 'The Guardian kills all shell processes by itself. If that is not enough: KILL file.',
    steps: [
      {
        id: 'children',
        text: 'Check that the Guardian has killed the shell processes.',
        means: onHost('showStatus'),
        fact: 'children',
        sign: 'no-children',
      },
      { ...createKill, text: 'If they still run: create the KILL file on the host, as administrator.' },
      { ...coreDown, text: 'Wait until the Guardian has terminated Core, within 5 seconds.' },
      exportLogs,
      deleteKill,
      acknowledge,
      exit,
    ],
  },
  'bad-upgrade': {
    name: 'Bad upgrade',
    card: 'Roll back Core',
    method: 'Roll back to the previous Core version.',
    steps: [
      rollback,
      { ...verify, text: 'Check the signature of the restored Core, and all other hashes.' },
      exit,
    ],
  },
  'policy-corruption': {
    name: 'Policy corruption',
    card: 'Reset the policy',
    method: 'A reset restores the factory defaults.',
    steps: [reset, { ...verify, text: 'Check the new policy, and all other signatures and hashes.' }, exit],
  },
  'guardian-dead': {
    name: 'Guardian won’t start',
    card: 'Reinstall it on the host',
    method: 'This page cannot help. Install the Guardian again on the host, from the signed installer.',
    steps: [
      {
        id: 'really-dead',
        text: 'Make sure that it does not answer on the host.',
        means: onHost('showStatus'),
      },
      checkInstaller,
      install,
      { id: 'start-safe', text: 'Start it in Safe Mode.', means: onHost('startSafe'), sign: 'safe' },
      {
        id: 'verify-on-host',
        text: 'Check all signatures and hashes on the host.',
        means: onHost('verifyIntegrity'),
      },
    ],
  },
  'unknown-state': {
    name: 'Unknown bad state',
    card: 'KILL file, reset, roll back',
    method: 'Stop Core by the KILL file, reset the policy, roll back Core, restart.',
    steps: [createKill, coreDown, reset, rollback, deleteKill, acknowledge, exit],
  },
  compromise: {
    name: 'Suspected compromise',
    card: 'Stop, keep evidence, reinstall',
    method: 'Stop everything, secure the evidence, and install again if anything was tampered with.',
    steps: [
      createKill,
      coreDown,
      {
        id: 'engage',
        text: 'Stop the agents on every other host, too: engage the kill switch.',
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
