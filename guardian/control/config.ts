import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { isAbsolute } from 'node:path';
import { parseArgs } from 'node:util';
import { wordsOf } from '../../core/text/words-of';
import * as v from 'valibot';

/** A process that the control API starts as its own child, and that it can ask to stop. */
export interface Service {
  name: string;
  /** Absolute path. */
  command: string;
  arguments: string[];
  /** Where it listens; null when it listens nowhere. */
  port: number | null;
}

export interface ControlConfig {
  /** `ENABLE_CONTROL_API=1`. Without it every call is answered with 404. */
  enabled: boolean;
  /** `CONTROL_API_ADMIN_TOKEN`; null when the host asks for no token. */
  adminToken: string | null;
  /** `CONTROL_API_ALLOW_TASKKILL=1`. It only changes what the status says. */
  taskkillAllowed: boolean;
  host: string;
  port: number;
  /** File of the log. */
  log: string;
  /** File that names the running services, for the emergency script. */
  pids: string;
  services: Service[];
}

/** What the person who starts the control API must change. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const USAGE = `Usage: exacta-control [--services FILE] [--log FILE] [--pids FILE]
                      [--host ADDRESS] [--port PORT]
Runs the services of FILE as its own children, and answers the host control API.

  --services FILE   default /etc/exacta/services.json: {"services":[{"name","command","arguments","port"}]}
  --log FILE        default /var/lib/exacta/logs/control.log
  --pids FILE       default /run/exacta-control/pids: what KILL_FRONTEND_NOW ends
  --host ADDRESS    default 127.0.0.1; another one needs CONTROL_API_ADMIN_TOKEN
  --port PORT       default 8000

ENABLE_CONTROL_API=1             without it every call is answered with 404
CONTROL_API_ADMIN_TOKEN          what POST /control/api/stop needs in the header X-ADMIN-TOKEN
CONTROL_API_ALLOW_TASKKILL=1     only changes what the status says: nothing is ended by force over HTTP`;

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

const servicesFile = v.strictObject({
  services: v.array(
    v.strictObject({
      name: v.pipe(v.string(), v.regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits or . _ -')),
      command: v.pipe(v.string(), v.check(isAbsolute, 'must be an absolute path')),
      arguments: v.optional(v.array(v.string()), () => []),
      port: v.optional(v.nullable(port), null),
    }),
  ),
});

/** Reads words, environment and the file of the services. Throws a `UsageError` that says what is wrong. */
export function readControlConfig(
  words: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): ControlConfig {
  const values = readWords(words);
  const adminToken = env['CONTROL_API_ADMIN_TOKEN']?.trim() || null;
  if (adminToken !== null && !/^[\x21-\x7E]+$/.test(adminToken))
    throw new UsageError('CONTROL_API_ADMIN_TOKEN must be printable ASCII without spaces.');
  if (isIP(values.host) === 0) throw new UsageError('--host must be an IP address to listen on.');
  if (adminToken === null && !isLoopback(values.host))
    throw new UsageError(
      `CONTROL_API_ADMIN_TOKEN is not set. Without it the control API listens on 127.0.0.1 or ::1 only, not on ${values.host}.`,
    );
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535)
    throw new UsageError('--port must be a port number, 0 to 65535.');
  return {
    enabled: env['ENABLE_CONTROL_API']?.trim() === '1',
    adminToken,
    taskkillAllowed: env['CONTROL_API_ALLOW_TASKKILL']?.trim() === '1',
    host: values.host,
    port: Number(values.port),
    log: values.log,
    pids: values.pids,
    services: readServices(values.services),
  };
}

function readWords(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: {
        services: { type: 'string', default: '/etc/exacta/services.json' },
        log: { type: 'string', default: '/var/lib/exacta/logs/control.log' },
        pids: { type: 'string', default: '/run/exacta-control/pids' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '8000' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(`${wordsOf(error)}\n\n${USAGE}`);
  }
}

/** An address in 127.0.0.0/8, or ::1. */
export const isLoopback = (text: string): boolean => isIP(text) !== 0 && /^127\.|^::1$/.test(text);

function readServices(file: string): Service[] {
  // Whoever can write this file chooses what runs here.
  if (process.platform !== 'win32' && (statOf(file).mode & 0o022) !== 0)
    throw new UsageError(`${file} may be written by others than its owner. Take that right away: chmod go-w`);
  const { success, output, issues } = v.safeParse(servicesFile, readJson(file));
  if (!success) {
    const lines = issues.map((issue) => `${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
    throw new UsageError(`${file} is not understood.\n${lines.join('\n')}`);
  }
  return output.services;
}

function statOf(file: string) {
  try {
    return statSync(file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${wordsOf(error)}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${wordsOf(error)}`);
  }
}
