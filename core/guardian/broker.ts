import type { components } from '../contract/contract';
import type { NewEvent } from './events';
import { SAFE_PROFILE } from './state';

type Mode = components['schemas']['GuardianMode'];

/** What Core asks for, of a capability, with the arguments that this capability reads. */
export interface Asked {
  capability: string;
  arguments: Readonly<Record<string, unknown>>;
}

export type Verdict = 'ALLOWED' | 'DENIED (Safe Mode)' | 'DENIED (profile)';

/** From the least to the most that Core may do. A ceiling that is none of these is the first. */
const PROFILES: readonly string[] = [SAFE_PROFILE, 'PROFILE-STANDARD', 'PROFILE-ELEVATED'];
const READING: readonly unknown[] = ['read', 'list'];
const WRITING: readonly unknown[] = ['write', 'delete'];

const rankOf = (profile: unknown): number =>
  typeof profile === 'string' ? Math.max(0, PROFILES.indexOf(profile)) : 0;

/** What Core may do at most in NORMAL, by the policy's settings. */
export const profileOf = (settings: Readonly<Record<string, unknown>>): string =>
  PROFILES[rankOf(settings['autonomy_ceiling'])] ?? SAFE_PROFILE;

/** A path below the project's folder: with `/` between its parts, and nothing that leads up or elsewhere. */
export function isProjectPath(path: unknown): path is string {
  if (typeof path !== 'string' || path.length > 1_000 || /[\0\\:]/.test(path)) return false;
  return path === '' || path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

type Judge = (asked: Asked['arguments'], settings: Readonly<Record<string, unknown>>) => boolean;

/** Whether the policy's ceiling is above PROFILE-SAFE, in which Core may only plan and read. */
const isAboveSafe: Judge = (_asked, settings) => rankOf(settings['autonomy_ceiling']) > 0;

function isListed(url: unknown, origins: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url) || !Array.isArray(origins)) return false;
  return origins.includes(new URL(url).origin);
}

const JUDGES = {
  ai_planning: () => true,
  shell_execution: (asked, settings) =>
    settings['shell_execution_allowed'] === true &&
    typeof asked['command'] === 'string' &&
    isAboveSafe(asked, settings),
  // There is no network in Core's namespace: the Guardian makes the request, and only to origins that the policy lists.
  network: (asked, settings) =>
    isListed(asked['url'], settings['network_origins']) && isAboveSafe(asked, settings),
  file_operations: (asked, settings) => {
    const { operation, path } = asked;
    if (!isProjectPath(path)) return false;
    if (READING.includes(operation)) return true;
    return WRITING.includes(operation) && path !== '' && isAboveSafe(asked, settings);
  },
  self_upgrade: (asked, settings) =>
    settings['self_upgrade_allowed'] === true &&
    typeof asked['version'] === 'string' &&
    isAboveSafe(asked, settings),
  autonomy: ({ profile }, settings) =>
    typeof profile === 'string' &&
    PROFILES.includes(profile) &&
    rankOf(profile) <= rankOf(settings['autonomy_ceiling']),
} satisfies Record<string, Judge>;

/** What Core can ask for. */
export type Capability = keyof typeof JUDGES;

export const isCapability = (name: string): name is Capability => Object.hasOwn(JUDGES, name);

/** In Safe Mode and Operator Override nothing is allowed; in NORMAL, what the sealed policy's settings allow. */
export function judgeRequest(mode: Mode, settings: Readonly<Record<string, unknown>>, asked: Asked): Verdict {
  if (mode !== 'NORMAL') return 'DENIED (Safe Mode)';
  if (!isCapability(asked.capability)) return 'DENIED (profile)';
  const judge: Judge = JUDGES[asked.capability];
  return judge(asked.arguments, settings) ? 'ALLOWED' : 'DENIED (profile)';
}

const SHOWN = 120;

/** The event of a request. Core's own words are cut, so that they cannot fill the log. */
export function requestEvent(asked: Asked, outcome: Verdict, at: number): NewEvent {
  const capability = isCapability(asked.capability) ? asked.capability : 'unknown';
  const { command, url, operation, path, version, profile } = asked.arguments;
  const words = [command, url, operation, path, version, profile].filter((word) => typeof word === 'string');
  const what = words.length === 0 ? '' : `: ${words.join(' ').slice(0, SHOWN)}`;
  const message = `Core asked for ${capability}${what}`;
  return { at, kind: 'capability_request', capability, outcome, actor: 'Core', message };
}
