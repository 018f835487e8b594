import { constants } from 'node:fs';
import { open, readdir, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, NO_LINK, nodeFiles, readSmall, syncFolder } from './durable';
import { readLine } from './event-line';
import { linesForward } from './log-lines';
import type { OpenHome } from './open-home';

export interface ExportOptions {
  /** Who asked for it. */
  by: string;
  /** ms since the epoch. */
  at: number;
  /** The Guardian's status, or anything else that the caller wants to add. */
  status: unknown;
  /** Whether a file that is there may be replaced. */
  replace?: boolean;
}

const CHUNK = 256 * 1024;

/**
 * Writes one JSON file with everything that somebody needs who examines this host: the state, the policy as it is, what is
 * verified, the public keys, and every event with the hash that chains it. A file that is there stays as it is, and this
 * rejects with the code EEXIST. No private key is in it.
 */
export async function exportLogs(home: OpenHome, path: string, options: ExportOptions): Promise<void> {
  const draft = `${path}.draft-${process.pid}`;
  const handle = await nodeFiles.open(draft, 'wx', 0o600);
  try {
    try {
      await writeContents(handle, home, options);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // A second name for the draft is refused when the name is taken; renaming it would replace the other file.
    if (options.replace === true) await nodeFiles.rename(draft, path);
    else await nodeFiles.link(draft, path);
  } finally {
    await nodeFiles.unlink(draft).catch(() => undefined);
  }
  await syncFolder(nodeFiles, dirname(path));
}

async function writeContents(
  out: FileHandle,
  home: OpenHome,
  { by, at, status }: ExportOptions,
): Promise<void> {
  const facts = {
    exported_at: new Date(at).toISOString(),
    exported_by: by,
    status,
    ...(await readFacts(home)),
  };
  const text = JSON.stringify(facts, null, 2);
  await out.writeFile(`${text.slice(0, -2)},\n  "events": [`);
  await writeEvents(out, home.paths.eventLog);
  await out.writeFile('\n  ]\n}\n');
}

/** What cannot be read is told in its place: a damaged home is what people export. */
async function readFacts(home: OpenHome): Promise<Record<string, unknown>> {
  const { paths } = home;
  const told = async (read: Promise<unknown>) =>
    read.catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }));
  const text = (path: string) => told(readSmall(path).then((bytes) => bytes?.toString('utf8') ?? null));
  const current = await home.versions.current().catch(() => null);
  return {
    host: home.host,
    home: paths.home,
    note: home.note,
    problems: await told(home.problems()),
    log: await told(home.events.verify()),
    policy: await told(home.policy.read()),
    guardian: await told(home.verifyGuardian()),
    core: {
      current,
      verified: current === null ? null : await told(home.versions.verify(current)),
      backups: await told(home.versions.backups()),
    },
    files: {
      'state.json': await text(paths.stateFile),
      'state.previous.json': await text(paths.previousState),
      'policy.json': await text(paths.policyFile),
      'remembered.json': await text(paths.rememberedFile),
      'guardian-public.pem': await text(paths.publicKey),
      'root-public.pem': await text(paths.rootKey),
    },
    names: await told(readdir(paths.home)),
  };
}

/** Each line as it is in the log, so that its hash can be computed again. A line that is no event is written as a text. */
async function writeEvents(out: FileHandle, path: string): Promise<void> {
  let log: FileHandle;
  try {
    log = await open(path, constants.O_RDONLY | NO_LINK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  try {
    const { size } = await log.stat();
    let waiting = '';
    let separator = '\n    ';
    for await (const { bytes } of linesForward(log, 0, size)) {
      const line = bytes.toString('utf8');
      waiting += separator + (readLine(bytes) ? line : JSON.stringify(line));
      separator = ',\n    ';
      if (waiting.length < CHUNK) continue;
      await out.writeFile(waiting);
      waiting = '';
    }
    await out.writeFile(waiting);
  } finally {
    await log.close();
  }
}
