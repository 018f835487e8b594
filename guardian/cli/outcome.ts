import * as v from 'valibot';
import { EXIT, Stopped, type ExitCode } from './exit-codes';
import type { AskName } from './plans';
import { parseJson, refusalOf } from './refusals';
import type { LocalReply } from './socket-call';
import { codeOf, oneLine, readStatus, statusText } from './status-text';

/** What a command says at its end. */
export interface Outcome {
  code: ExitCode;
  text: string;
  /** For `--json`, beside the command and the exit code. Null where what was asked for is on standard output already. */
  json: Record<string, unknown> | null;
}

const report = v.looseObject({
  ok: v.boolean(),
  items: v.array(
    v.looseObject({
      component: v.string(),
      signature: v.string(),
      sha256: v.nullish(v.string(), null),
      detail: v.nullish(v.string(), null),
    }),
  ),
});
const reset = v.looseObject({ backup_file: v.string(), policy_hash_after: v.string() });
const rollback = v.looseObject({ from_version: v.nullish(v.string(), null), to_version: v.string() });
const installation = v.looseObject({
  from_version: v.nullable(v.string()),
  to_version: v.string(),
  is_current: v.boolean(),
  on_trial: v.boolean(),
  mode: v.string(),
});
const record = v.looseObject({
  correlation_id: v.string(),
  policy_hash: v.string(),
  key_id: v.string(),
  timestamp: v.string(),
});

type Asked = Exclude<AskName, 'stop' | 'export-logs'>;
type Read = (data: unknown, running: boolean) => Outcome;

const reads: Record<Asked, Read> = {
  'show-status': (data, running) => {
    const status = readStatus(data);
    if (!status) throw new Stopped(EXIT.cannotTell, 'The Guardian answered something that is no status.');
    return {
      code: codeOf(status),
      text: statusText(status, running),
      json: { guardian_running: running, ...status },
    };
  },
  'verify-integrity': (data) => {
    const found = need(report, data);
    const lines = found.items.map(({ component, signature, sha256, detail }) =>
      oneLine(
        `${component}: ${signature}${!sha256 ? '' : `, SHA-256 ${sha256}`}${detail === null ? '' : `. ${detail}`}`,
      ),
    );
    const verdict = found.ok
      ? 'integrity: ok'
      : 'integrity: BAD. Do not leave Safe Mode. Keep the evidence with exacta-guardian --export-logs PATH.';
    return {
      code: found.ok ? EXIT.done : EXIT.integrityBad,
      text: [verdict, ...lines].join('\n'),
      json: found,
    };
  },
  'start-safe': modeAfter('Safe Mode is on, and Core does not run.'),
  'acknowledge-kill': modeAfter(
    'The kill is acknowledged. Safe Mode stays: exacta-guardian --exit-safe leaves it.',
  ),
  'reset-policy': (data) => {
    const found = need(reset, data);
    const text = `The policy is reset to factory defaults (${found.policy_hash_after}). The one before is kept in ${found.backup_file}.`;
    return { code: EXIT.done, text, json: found };
  },
  'rollback-core': (data) => {
    const found = need(rollback, data);
    const text = `Core is rolled back from ${found.from_version ?? 'none'} to ${found.to_version}.`;
    return { code: EXIT.done, text, json: found };
  },
  'install-core': (data) => {
    const found = need(installation, data);
    return { code: EXIT.done, text: installed(found).join('\n'), json: found };
  },
  'exit-safe': (data) => {
    const found = need(record, data);
    const text = `The mode is NORMAL. The approval record ${found.correlation_id} is signed with the key ${found.key_id} and logged.`;
    return { code: EXIT.done, text, json: { record: found } };
  },
};

function installed({
  from_version: from,
  to_version: to,
  is_current: isCurrent,
  on_trial: onTrial,
  mode,
}: v.InferOutput<typeof installation>): string[] {
  if (!isCurrent) {
    return [
      `Core ${to} is kept beside ${from}, which stays. exacta-guardian --rollback-core restores an earlier one.`,
    ];
  }
  return [
    from === to ? `Core ${to} is installed again.` : `Core ${to} is installed in place of ${from ?? 'none'}.`,
    ...(onTrial ? ['If it does not stay up for 10 minutes, the one before comes back by itself.'] : []),
    ...(mode === 'NORMAL' ? [] : ['Safe Mode stays: exacta-guardian --exit-safe leaves it.']),
    `mode: ${mode}`,
  ];
}

/** The commands that are done also when it was already so. */
const ALREADY: Partial<Record<Asked, [error: string, words: string]>> = {
  'acknowledge-kill': ['nothing_to_acknowledge', 'There is no kill to acknowledge.'],
  'start-safe': ['already_in_safe_mode', 'Safe Mode was on already.'],
};

/** Reads the Guardian's answer to a command. Throws `Stopped` for a refusal. */
export function outcomeOf(command: Asked, reply: LocalReply, running: boolean): Outcome {
  const { status, text } = reply;
  const body = v.safeParse(v.looseObject({ data: v.optional(v.unknown()) }), parseJson(text));
  if (status === 200 && body.success) return reads[command](body.output.data, running);
  const stopped = refusalOf(command, reply);
  const [error, words] = ALREADY[command] ?? [];
  if (error === undefined || words === undefined || stopped.data['error'] !== error) throw stopped;
  return { code: EXIT.done, text: words, json: { changed: false } };
}

function modeAfter(words: string): Read {
  return (data) => {
    const status = readStatus(data);
    return {
      code: EXIT.done,
      text: status ? `${words}\nmode: ${status.mode}` : words,
      json: { changed: true, ...(status ? { mode: status.mode } : {}) },
    };
  };
}

/** What the Guardian did is known only if its answer can be read. */
function need<Schema extends v.GenericSchema>(schema: Schema, data: unknown): v.InferOutput<Schema> {
  const { success, output } = v.safeParse(schema, data);
  if (success) return output;
  throw new Stopped(
    EXIT.failed,
    'The Guardian answered something unreadable. Run exacta-guardian --show-status to see what is so now.',
  );
}
