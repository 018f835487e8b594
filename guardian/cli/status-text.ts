import * as v from 'valibot';
import { EXIT, type ExitCode } from './exit-codes';

const text = v.nullish(v.string(), null);
const statusSchema = v.looseObject({
  mode: v.picklist(['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE']),
  host: v.string(),
  platform: text,
  since: text,
  guardian_version: text,
  core_version: text,
  core_state: text,
  profile: text,
  containment: text,
  child_processes: v.nullish(v.number(), null),
  entry_conditions: v.nullish(
    v.array(v.looseObject({ code: v.string(), active: v.boolean(), detail: text, since: text })),
    [],
  ),
  kill_mechanisms: v.nullish(
    v.array(v.looseObject({ code: v.string(), triggered: v.nullish(v.boolean(), null), location: text })),
    [],
  ),
  policy: v.nullish(v.looseObject({ intact: v.boolean(), hash: text }), null),
});

/** The status of a Guardian as this command line reads it. */
export type Status = v.InferOutput<typeof statusSchema>;

/** Null when it is not the status of a Guardian. */
export function readStatus(data: unknown): Status | null {
  const { success, output } = v.safeParse(statusSchema, data);
  return success ? output : null;
}

const CODES: Record<Status['mode'], ExitCode> = {
  NORMAL: EXIT.done,
  SAFE: EXIT.safe,
  OPERATOR_OVERRIDE: EXIT.operatorOverride,
};

export const codeOf = ({ mode }: Status): ExitCode => CODES[mode];

/** The status for a person. The first line is `mode: ` and the mode, for everybody who looks for it. */
export function statusText(status: Status, running: boolean): string {
  const active = status.entry_conditions?.filter((one) => one.active) ?? [];
  const triggered = status.kill_mechanisms?.filter((one) => one.triggered === true) ?? [];
  const rows: [name: string, value: string | null][] = [
    ['mode', status.mode],
    ['host', status.host],
    ['since', status.since],
    [
      'guardian',
      running ? `running${inBrackets(status.guardian_version)}` : 'not running, so Core does not run',
    ],
    [
      'core',
      `${status.core_version ?? 'none installed'}, ${running ? (status.core_state ?? 'unknown') : 'stopped'}`,
    ],
    ['containment', running ? status.containment : null],
    ['profile', status.profile],
    [
      'policy',
      status.policy && `${status.policy.intact ? 'intact' : 'NOT INTACT'}${inBrackets(status.policy.hash)}`,
    ],
    ['child processes', status.child_processes === null ? null : String(status.child_processes)],
    ...active.map(({ code, detail }): [string, string] => {
      return ['condition', `${nameOf(code, status)}: ${detail ?? 'active'}`];
    }),
    ...triggered.map(({ location, code }): [string, string] => ['set', location ?? code]),
    ['next', nextStep(status, running)],
  ];
  return rows.flatMap(([name, value]) => (value === null ? [] : [oneLine(`${name}: ${value}`)])).join('\n');
}

/** A name of a file in it must not look like another line. */
export const oneLine = (words: string) => words.replaceAll('\n', String.raw`\n`);

/** Linux has no registry: the contract's name alone would mean nothing there. */
const nameOf = (code: string, { platform }: Status) =>
  code === 'registry' && platform === 'linux' ? 'registry (the emergency key)' : code;

const inBrackets = (value: string | null) => (value === null || value === '' ? '' : ` (${value})`);

/** What leads back to NORMAL, one step at a time. Null when nothing is to do. */
function nextStep({ mode, entry_conditions: conditions }: Status, running: boolean): string | null {
  if (mode === 'NORMAL') return running ? null : 'start the Guardian';
  const active = new Set(conditions?.filter((one) => one.active).map((one) => one.code));
  if (active.has('kill_file'))
    return 'delete the KILL file if it is there, then exacta-guardian --acknowledge-kill';
  if (active.has('registry')) return 'delete the emergency key, then restart the Guardian';
  if (active.has('core_signature')) return 'exacta-guardian --rollback-core, then --exit-safe';
  if (active.has('policy_corruption')) return 'exacta-guardian --reset-policy, then --exit-safe';
  if (active.has('startup_flag'))
    return 'restart the Guardian without --safe-mode, then exacta-guardian --exit-safe';
  return 'exacta-guardian --exit-safe';
}
