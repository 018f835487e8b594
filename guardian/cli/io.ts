import { createInterface } from 'node:readline';
import { codeOf } from '../home/durable';

/** What the command line talks to. */
export interface Io {
  /** Writes a text and a line end to standard output. */
  out(text: string): void;
  /** The same to standard error. */
  err(text: string): void;
  /** Writes a text to standard output as it is. Rejects when it could not be written; who reads may stop reading earlier. */
  write(text: string): Promise<void>;
  /** Asks the person at the terminal, and answers the line that was typed, or null at its end. Null also without a terminal. */
  ask: ((question: string) => Promise<string | null>) | null;
}

/** Standard input, output and error of this process. A question needs a terminal on both ends. */
export function nodeIo(): Io {
  const { stdin, stdout, stderr } = process;
  // Whoever reads may have read enough, as `head -1` has. The exit code is for others.
  for (const stream of [stdout, stderr]) stream.on('error', () => {});
  return {
    out: (text) => void stdout.write(`${visible(text)}\n`),
    err: (text) => void stderr.write(`${visible(text)}\n`),
    write: (text) =>
      new Promise((resolve, reject) => {
        stdout.write(text, (error) => (error && codeOf(error) !== 'EPIPE' ? reject(error) : resolve()));
      }),
    ask: stdin.isTTY && stderr.isTTY ? askTerminal : null,
  };
}

/** A name of a file may hold what would clear the terminal. It is written as in JSON. */
const visible = (text: string) =>
  text.replace(/[^\P{Cc}\n]/gu, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);

function askTerminal(question: string): Promise<string | null> {
  // On standard error, so that standard output holds the answer alone.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise((resolve) => {
    lines.on('close', () => resolve(null));
    lines.question(`${question} `, (line) => {
      resolve(line.trim());
      lines.close();
    });
  });
}
