import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';
import type { CommandLimits, CommandResult } from '../ports';
import { insideCommand, type Hold } from './containment';
import { coverLeakedFiles } from './leaked-files';
import { descendantsOf, killProcess, recentProcesses } from './processes';

interface Inside {
  hold: Hold;
  env: NodeJS.ProcessEnv;
  /** Core's first process. */
  pid: number;
  command: string;
  limits: CommandLimits;
  /** The first processes of the commands that run, of which only what is below them is Core's. */
  running: Set<number>;
}

const LOOK_EVERY_MS = 100;
/** Core may have many commands run at once. They are looked at together. */
const SHARED_MS = 50;
/** Of each of the two outputs. Then it is closed, as by `| head`: to read on would only keep the Guardian busy. */
const KEPT_BYTES = 64 * 1024;
/** `unshare`, whose child is the first process of the command's namespace. */
const OURS = 1;

/** Runs a shell command in Core's namespaces. All that it started is gone when this resolves. */
export async function runInside({
  hold,
  env,
  pid,
  command,
  limits,
  running,
}: Inside): Promise<CommandResult> {
  const [file = '', ...args] = insideCommand(hold, pid, command);
  const child = spawn(file, args, {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', ...coverLeakedFiles()],
    detached: true,
  });
  const first = child.pid;
  if (first === undefined) throw new Error('The command could not be started.');
  running.add(first);
  const [stdout, stderr] = [keep(child.stdout), keep(child.stderr)];
  let killed: CommandResult['killed'] = null;
  const until = performance.now() + limits.milliseconds;
  const watch = setInterval(() => {
    const below = descendantsOf([first], recentProcesses(SHARED_MS));
    // With the first process of the command's namespace all others in it end, and then `unshare` and `nsenter`. One that
    // Core has stopped would not: at the second look they are ended, too.
    const ends = killed ? below : below.slice(OURS);
    if (below.length - OURS > limits.processes) killed ??= 'processes';
    else if (performance.now() > until) killed ??= 'time';
    if (killed) for (const each of ends) killProcess(each);
  }, LOOK_EVERY_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('close', resolve);
    });
    return { code: killed ? null : code, stdout: stdout(), stderr: stderr(), killed };
  } finally {
    clearInterval(watch);
    running.delete(first);
  }
}

function keep(output: Readable | null): () => string {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let length = 0;
  output?.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, KEPT_BYTES - length);
    length += part.length;
    text += decoder.write(part);
    if (length === KEPT_BYTES) output.destroy();
  });
  return () => text;
}
