/** What the exit code of `exacta-guardian` says. Scripts rely on the numbers. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notAdministrator: 3,
  refused: 4,
  integrityBad: 5,
  notConfirmed: 6,
  busy: 7,
  safe: 10,
  operatorOverride: 11,
  cannotTell: 12,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command ends here: with this exit code, and these words for a person. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  constructor(
    readonly code: ExitCode,
    message: string,
    /** More for a program that reads `--json`. */
    readonly data: Record<string, unknown> = {},
  ) {
    super(message);
  }
}
