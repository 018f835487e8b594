import * as v from 'valibot';
import { EXIT, Stopped, type ExitCode } from './exit-codes';
import type { CommandName } from './plans';
import type { LocalReply } from './socket-call';

const refusal = v.looseObject({
  error: v.nullish(v.string(), null),
  detail: v.nullish(v.string(), null),
  data: v.nullish(v.looseObject({})),
});
const blocked = v.looseObject({
  blockers: v.array(v.looseObject({ code: v.string(), detail: v.nullish(v.string()) })),
});

/** What a refusal's code says to a person, and the exit code. */
const REFUSALS: Partial<Record<string, [code: ExitCode, words: string]>> = {
  kill_file_present: [
    EXIT.refused,
    'The KILL file exists, so the kill cannot be acknowledged. Delete the file, then run this again.',
  ],
  exit_blocked: [EXIT.refused, 'Safe Mode stays, because not every check passes:'],
  not_in_safe_mode: [EXIT.refused, 'The mode is NORMAL already, so there is no Safe Mode to leave.'],
  no_verified_backup: [
    EXIT.refused,
    'No earlier version of Core verifies now. Bring a signed one: exacta-guardian --install-core PATH.',
  ],
  core_not_signed: [
    EXIT.integrityBad,
    'This Core is not what was signed for this host, so it was not installed, and nothing of it was kept.',
  ],
  core_too_old: [EXIT.refused, 'This Core is older than this host allows, so it was not installed.'],
  reason_required: [EXIT.usage, '--reason must say something.'],
  reason_too_long: [EXIT.usage, '--reason may have at most 500 characters.'],
};

/** What to say about an answer that is no success. `data` goes into the line of `--json`. */
export function refusalOf(command: CommandName, { status, text }: LocalReply): Stopped {
  const { success, output } = v.safeParse(refusal, parseJson(text));
  const said = success ? (output.error ?? output.detail) : null;
  const known = REFUSALS[said ?? ''];
  const data: Record<string, unknown> = { status, error: said, ...(success ? output.data : {}) };
  if (known) {
    const detail = typeof data['detail'] === 'string' ? [data['detail']] : [];
    return new Stopped(known[0], [known[1], ...detail, ...blockerLines(output)].join('\n'), data);
  }
  if (status === 403)
    return new Stopped(EXIT.notAdministrator, `The Guardian refused: ${said ?? '403'}.`, data);
  if (said === 'write_failed') {
    const why = String(data['detail'] ?? 'it could not be written');
    const next = 'Mend that, then run this again; exacta-guardian --show-status says what is so now.';
    return new Stopped(EXIT.failed, `--${command} was not completed: ${why}. ${next}`, data);
  }
  const words = said === null ? `answered ${status}` : `answered ${status}: ${said}`;
  const next = 'Run exacta-guardian --show-status to see what is so now.';
  const code = status >= 400 && status < 500 ? EXIT.refused : EXIT.failed;
  return new Stopped(code, `--${command} was not done: the Guardian ${words}. ${next}`, data);
}

function blockerLines(output: unknown): string[] {
  const found = v.safeParse(v.object({ data: blocked }), output);
  if (!found.success) return [];
  return found.output.data.blockers.map(({ code, detail }) => `- ${detail ?? code}`);
}

/** Undefined when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
