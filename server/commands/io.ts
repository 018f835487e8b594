/** What a command talks to. */
export interface Io {
  /** Writes a line to standard output. */
  out(line: string): void;
  /** Writes a line to standard error. */
  err(line: string): void;
  /** All of standard input. */
  readInput(): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
}

/** The exit codes of every command. `done` also when it was already so. */
export const EXIT = { done: 0, failed: 1, usage: 2, refused: 4, notConfirmed: 6 } as const;

/** It was not done, because a rule forbids it. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** It was asked for in a wrong way. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** What a command says at its end: `text` to a person, `json` as one line to a program. */
export interface Result {
  code: number;
  text: string;
  json: Record<string, unknown>;
}
