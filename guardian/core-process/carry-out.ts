import type { Capability } from '../../core/guardian/broker';
import type { CommandLimits, CommandResult, InsideCore } from '../ports';
import {
  deleteProjectFile,
  listProjectFolder,
  NotInProject,
  readProjectFile,
  writeProjectFile,
} from './project-files';

/** What one shell command of Core may take. */
export const COMMAND_LIMITS: CommandLimits = { processes: 32, milliseconds: 60_000 };
const FETCH_MS = 10_000;
const MOST_BODY_BYTES = 64 * 1024;

/** What the Guardian has to do things with. */
export interface Means {
  /** The folder in which Core's file operations take place. Null: there is none, and they are refused. */
  readonly project: string | null;
  readonly limits?: CommandLimits;
  /** Core proposes a version of itself. Resolves with what happened; rejects with why not. */
  proposeUpgrade(version: string): Promise<unknown>;
}

interface Done {
  value: unknown;
  /** Why the Guardian ended a command before its time. */
  killed?: CommandResult['killed'];
}

type Arguments = Readonly<Record<string, unknown>>;
type CarryOut = (asked: Arguments, means: Means, inside: InsideCore) => Promise<Done>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** How the Guardian does what it has allowed. */
export const carryOut: Record<Capability, CarryOut> = {
  // Core plans by itself. What it plans to do comes as requests of its own.
  ai_planning: async () => ({ value: null }),
  // The profile is the policy's ceiling: Core may stay below it, and nothing here grants more.
  autonomy: async ({ profile }) => ({ value: { profile } }),
  shell_execution: async ({ command }, { limits = COMMAND_LIMITS }, inside) => {
    const result = await inside.runCommand(text(command), limits);
    return { value: result, killed: result.killed };
  },
  file_operations: async (asked, { project }) => {
    if (project === null) throw new NotInProject('There is no project.');
    return { value: await fileOperation(project, asked) };
  },
  self_upgrade: async ({ version }, means) => ({ value: await means.proposeUpgrade(text(version)) }),
  network: async (asked) => ({ value: await makeRequest(asked) }),
};

async function fileOperation(project: string, { operation, path, content }: Arguments): Promise<unknown> {
  switch (operation) {
    case 'read':
      return readProjectFile(project, text(path));
    case 'list':
      return listProjectFolder(project, text(path));
    case 'write':
      return writeProjectFile(project, text(path), text(content));
    case 'delete':
      return deleteProjectFile(project, text(path));
    default:
      throw new NotInProject('There is no such operation.');
  }
}

/** Only the origin that the policy lists is asked: an answer that leads elsewhere is an error. */
async function makeRequest({ url, method, body }: Arguments): Promise<unknown> {
  const response = await fetch(text(url), {
    method: method === 'POST' ? 'POST' : 'GET',
    redirect: 'error',
    signal: AbortSignal.timeout(FETCH_MS),
    ...(method === 'POST' && { body: text(body) }),
  });
  return { status: response.status, body: await firstBytes(response) };
}

async function firstBytes(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    parts.push(part.value);
    length += part.value.length;
    if (length >= MOST_BODY_BYTES) await reader?.cancel();
  }
  return Buffer.concat(parts).subarray(0, MOST_BODY_BYTES).toString('utf8');
}
