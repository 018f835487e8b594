import { judgeApproval } from '../audit/bundle/approval';
import type { GuardianMode, HostFacts, HostRecord } from '../ports/hosts';
import { isObject } from '../text/json-object';

const MODES: readonly GuardianMode[] = ['NORMAL', 'SAFE', 'OPERATOR_OVERRIDE'];
const LONGEST_WORD = 40;

/**
 * What a Guardian's status says of its host. Null when it is no status, or that of another host. `believed` is false when the
 * record of its last exit is not signed with the key that was registered for this host: its mode is then unknown.
 */
export function readHostStatus(
  data: unknown,
  { name, publicKey }: Pick<HostRecord, 'name' | 'publicKey'>,
): (HostFacts & { believed: boolean }) | null {
  if (!isObject(data) || data['host'] !== name) return null;
  const mode = MODES.find((one) => one === data['mode']);
  if (!mode) return null;
  const { last_exit: lastExit = null, since, containment, platform } = data;
  const believed = lastExit === null || isSigned(lastExit, publicKey);
  return {
    mode: believed ? mode : null,
    since: timeOf(since),
    containment: wordOf(containment),
    platform: wordOf(platform),
    believed,
  };
}

function isSigned(record: unknown, publicKey: string): boolean {
  try {
    return judgeApproval(record, new Set([publicKey])) === null;
  } catch {
    // It holds what no JSON can say, so nobody has signed it.
    return false;
  }
}

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

function timeOf(value: unknown): number | null {
  const at = typeof value === 'string' && ISO.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

const wordOf = (value: unknown): string | null =>
  typeof value === 'string' && /^[\w+.-]+$/.test(value) && value.length <= LONGEST_WORD ? value : null;
