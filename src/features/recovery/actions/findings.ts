import type { CoreRollback, PolicyReset } from '../../../api/guardian/recovery-schemas';
import type { Finding } from '../../../action/finding';
import { notRead, type ReadAfter } from '../../../guardian/read-after';
import { isRedacted } from '../../../lib/text';
import { backupOf, defaultsOf, samePolicy } from './reset-steps';

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
    ? { tone: 'success', text: `Confirmed: Core is version ${now}.` }
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
      return { tone: 'success', text: 'Confirmed: the policy in force is the one from the reset.' };
    case false:
      return {
        tone: 'danger',
        text: 'The policy in force is NOT the one from the reset: the hashes differ.',
      };
    case null:
      return { tone: 'warning', text: 'The status gives no hash to compare the policy with.' };
  }
}
