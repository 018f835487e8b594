import type { GuardianStatus } from '../../../api/guardian/guardian-schemas';
import type { CoreRollback, PolicyReset } from '../../../api/guardian/recovery-schemas';
import { toneOf, type Finding } from '../../../action/finding';
import { isDoubtful, modeWords } from '../../../guardian/mode';
import { isRedacted } from '../../../lib/text';
import { killFile } from '../checklist/kill-file';
import { backupOf, defaultsOf, samePolicy } from './reset-steps';

export const isProven = (findings: readonly Finding[]) => toneOf(findings) === 'success';

/** The host's status as read after the action, or why there is none yet. */
export type ReadAfter =
  | { status: GuardianStatus; /** The server's clock, if it was sent. */ serverTime?: number | null }
  | { status: null; why: 'reading' | 'unreadable' | 'other-host' };

function notRead({ why }: { why: 'reading' | 'unreadable' | 'other-host' }): Finding {
  switch (why) {
    case 'reading':
      return { tone: 'info', text: 'Reading the status to see whether it took effect…' };
    case 'unreadable':
      return {
        tone: 'warning',
        text: 'The Guardian cannot be read now: whether it took effect is not confirmed.',
      };
    case 'other-host':
      return { tone: 'warning', text: 'Another host answers now: whether it took effect is not confirmed.' };
  }
}

/** The findings after a kill was acknowledged. */
export function acknowledgeFindings(read: ReadAfter): Finding[] {
  if (read.status === null) return [notRead(read)];
  const { mode } = read.status;
  const state = killFile(read.status);
  switch (state) {
    case 'none':
      if (isDoubtful({ data: read.status, serverTime: read.serverTime ?? null }))
        return [
          {
            tone: 'warning',
            text: `Read back: no kill waits any more. The Guardian says ${modeWords[mode]}, and contradicts itself.`,
          },
        ];
      return [
        {
          tone: 'success',
          text: `Read back: the kill is acknowledged. The mode is ${modeWords[mode]}.`,
        },
      ];
    case 'there':
      return [
        { tone: 'danger', text: 'The server accepted it, but the status says that the KILL file exists.' },
      ];
    case 'gone':
    case 'kill-active':
      return [
        {
          tone: 'danger',
          text: `The server accepted it, but a kill still waits to be acknowledged: the mode is ${modeWords[mode]}.`,
        },
      ];
    case 'unsaid':
      return [{ tone: 'warning', text: 'The status does not say whether a kill is active.' }];
  }
}

/** The findings after Core was rolled back. */
export function rollbackFindings(result: CoreRollback, read: ReadAfter): Finding[] {
  const { from_version: from, to_version: to, backup_verified: verified } = result;
  const backup: Finding = verified
    ? { tone: 'success', text: 'The backup was verified.' }
    : { tone: 'danger', text: 'The backup was NOT verified. Verify integrity before you trust this Core.' };
  const same: Finding[] =
    from === to ? [{ tone: 'danger', text: 'Both versions are the same: nothing was rolled back.' }] : [];
  return [backup, ...same, versionFinding(to, read)];
}

function versionFinding(to: string, read: ReadAfter): Finding {
  if (read.status === null) return notRead(read);
  const now = read.status.core_version;
  if (now == null) return { tone: 'warning', text: 'The status names no version of Core: not compared.' };
  if (isRedacted(now) || isRedacted(to))
    return { tone: 'warning', text: 'The server redacts the version: it cannot be compared.' };
  return now === to
    ? { tone: 'success', text: `Read back: Core is version ${now}.` }
    : { tone: 'danger', text: `The server said ${to}, but the status says that Core is version ${now}.` };
}

/** The findings after the policy was reset. The steps of the reset report the four settings. */
export function resetFindings(result: PolicyReset, read: ReadAfter): Finding[] {
  const wrong = [backupOf(result), defaultsOf(result)].flatMap(({ state, evidence }): Finding[] =>
    state === 'wrong' ? [{ tone: 'danger', text: `Not as it should be: ${evidence}.` }] : [],
  );
  return [...wrong, policyFinding(result, read)];
}

function policyFinding(result: PolicyReset, read: ReadAfter): Finding {
  if (read.status === null) return notRead(read);
  if (read.status.policy?.intact === false)
    return { tone: 'danger', text: 'The status says that the policy is NOT intact.' };
  switch (samePolicy(result, read.status)) {
    case true:
      return { tone: 'success', text: 'Read back: the policy in force is the one that the reset left.' };
    case false:
      return {
        tone: 'danger',
        text: 'The policy in force is NOT the one that the reset left: the hashes differ.',
      };
    case null:
      return { tone: 'warning', text: 'The status gives no hash to compare the policy with.' };
  }
}
