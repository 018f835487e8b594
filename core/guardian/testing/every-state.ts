import type { Findings } from '../findings';
import { step, type Input, type Step } from '../machine';
import { createState, hashOf, type GuardianState, type Look, type Polled } from '../state';

/** Every state that a Guardian can be in, with two versions of Core, at one moment; and every step between them. */

const SETTINGS = { autonomy_ceiling: 'PROFILE-STANDARD', self_upgrade_allowed: true };
const POLICY = { settings: SETTINGS, hash: hashOf(SETTINGS), intact: true };
const FINDINGS: Findings = {
  version: '1.0.0',
  signature: 'valid',
  backups: [
    { version: '1.1.0', verified: true },
    { version: '0.9.0', verified: true },
  ],
  policy: POLICY,
  ownSignature: 'valid',
};
const ACT = { operator: 'ada', reason: 'Drill', at: 0, correlationId: 'c' };
export const RECORD = {
  correlation_id: 'c',
  plan_class: 'SYSTEM-LEVEL PLAN',
  operator: 'ada',
  reason: 'Drill',
  policy_hash: POLICY.hash,
  timestamp: '',
  key_id: '',
  public_key: '',
  signature: '',
};
const CLEAR = { kill_file: 'absent', registry: 'absent' } as const;
const started = { findings: FINDINGS, unclean: false, lost: false, logged: null } as const;

const findings = (change: Partial<Findings>): Input => ({
  type: 'findings',
  findings: { ...FINDINGS, ...change },
});

const look = (code: Polled, found: Look): Input => ({ type: 'look', code, look: found });
const WATCHING: Input[] = [
  look('kill_file', 'present'),
  look('kill_file', 'absent'),
  look('kill_file', 'failed'),
  look('registry', 'present'),
  look('registry', 'absent'),
  findings({}),
  findings({ signature: 'invalid' }),
  findings({ policy: { ...POLICY, intact: false } }),
];
const PEOPLE: Input[] = [
  { type: 'enter', act: ACT },
  { type: 'acknowledge', act: ACT },
  { type: 'ask-exit', act: ACT },
  { type: 'exit', act: ACT, record: RECORD, event: 'evt-000001' },
  { type: 'policy-reset', act: ACT, backup: 'b', policy: POLICY },
  { type: 'start-safe', operator: 'ada' },
];
const CORE: Input[] = [
  { type: 'core-started', children: 1 },
  { type: 'core-gone', detail: '' },
  { type: 'core-not-started', why: '' },
  { type: 'core-healthy' },
];
const STARTS: Input[] = [
  { type: 'started', flag: false, looks: CLEAR, ...started },
  { type: 'started', flag: true, looks: CLEAR, ...started },
  { type: 'started', flag: false, looks: CLEAR, ...started, lost: true, logged: 'NORMAL' },
  { type: 'started', flag: false, looks: CLEAR, ...started, logged: 'OPERATOR_OVERRIDE' },
  { type: 'opened', lost: false, logged: 'OPERATOR_OVERRIDE' },
  { type: 'opened', lost: true, logged: 'SAFE' },
];
const VERSIONS: Input[] = [
  { type: 'upgrade', version: '2.0.0', verified: true },
  { type: 'upgrade', version: '2.0.0', verified: false },
  // An administrator has installed it.
  findings({ version: '2.0.0', backups: [{ version: '1.0.0', verified: true }] }),
  { type: 'health-check-failed', why: '' },
  { type: 'rolled-back', act: ACT, version: '0.9.0' },
  { type: 'rolled-back', act: ACT, version: '1.0.0' },
  { type: 'rolled-back', act: ACT, version: '1.1.0' },
];
const DISK: Input[] = [{ type: 'write-failed', why: 'full' }, { type: 'written' }];

/** Three walks that overlap: all inputs at once would only multiply what is independent, a hundred times over. */
const WALKS: readonly (readonly Input[])[] = [
  [...WATCHING, ...PEOPLE, ...STARTS, ...CORE.slice(0, 2)],
  [...WATCHING.slice(0, 2), ...PEOPLE.slice(0, 4), ...CORE, ...VERSIONS, ...DISK],
  [...WATCHING.slice(0, 5), look('registry', 'failed'), ...PEOPLE.slice(1, 4)],
];

function first(): GuardianState {
  const state = createState(
    {
      host: 'h',
      version: '1',
      platform: 'linux',
      containment: 'pidns',
      containmentReason: null,
      locations: { killFile: '/KILL', emergencyKey: '/key', command: 'exacta-guardian' },
    },
    'NORMAL',
    0,
  );
  return { ...state, core: { ...state.core, version: '1.0.0', highestVersion: '1.0.0' } };
}

/** One input in one state. */
export interface Edge extends Step {
  before: GuardianState;
  input: Input;
}

/** What makes two states behave differently. More than three failures or crashes are as good as three. */
export function keyOf({
  killFile,
  registryKey,
  core,
  conditions,
  mode,
  policy,
  writeFailure,
}: GuardianState): string {
  const counts = [
    Math.min(killFile.failures, 3),
    Math.min(registryKey.failures, 3),
    Math.min(core.crashes, 3),
  ];
  const cores = [core.version, core.signature, core.process, core.highestVersion, core.upgradedFrom];
  const kept = core.backups.map(({ version }) => version);
  const looks = [killFile.found, registryKey.found, policy.intact, writeFailure];
  return [mode, ...counts, ...cores, ...kept, ...looks, Object.keys(conditions).toSorted()].join(' ');
}

/** Goes through all of them, and answers how many states there are. */
export function walkEveryState(judge: (edge: Edge) => void): number {
  return WALKS.map((inputs) => walk(inputs, judge)).reduce((all, size) => all + size);
}

function walk(inputs: readonly Input[], judge: (edge: Edge) => void): number {
  const begin = step(first(), { type: 'started', flag: false, looks: CLEAR, ...started }, 0).state;
  const seen = new Set([keyOf(begin)]);
  const queue = [begin];
  for (let before = queue.pop(); before; before = queue.pop()) {
    for (const input of inputs) {
      const edge = { before, input, ...step(before, input, 0) };
      judge(edge);
      const key = keyOf(edge.state);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(edge.state);
    }
  }
  return seen.size;
}
