import type { GuardianStatus } from './guardian-schemas';

/** The operating system of the Guardian's host. Its commands and paths differ. */
export type Platform = 'windows' | 'linux';

/**
 * The platform that the Guardian names. An older Guardian names none: then the path of its KILL file tells it, and F7's own
 * host is one of Windows.
 */
export function platformOf(status: Pick<GuardianStatus, 'platform' | 'kill_mechanisms'> | null): Platform {
  const named = status?.platform;
  if (named === 'linux' || named === 'windows') return named;
  return locationOf(status, 'kill_file').startsWith('/') ? 'linux' : 'windows';
}

/** Where a kill mechanism is, as the Guardian says; '' when it does not. */
export function locationOf(status: Pick<GuardianStatus, 'kill_mechanisms'> | null, code: string): string {
  return status?.kill_mechanisms?.find((item) => item.code === code)?.location?.trim() ?? '';
}
