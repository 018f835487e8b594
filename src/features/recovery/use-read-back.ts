import { useState } from 'react';
import type { SentAction } from '../../guardian/events';
import type { Finding } from '../../guardian/finding';
import type { ModeState } from '../../guardian/mode';
import { useGuardian } from '../../guardian/use-guardian';
import { isProven, type ReadAfter } from './findings';

function newestOf(state: ModeState, { host, settledAt }: SentAction): ReadAfter {
  if (state.kind === 'unknown') return { status: null, why: 'unreadable' };
  if (state.kind !== 'confirmed' || state.answer.askedAt.mono < settledAt.mono)
    return { status: null, why: 'reading' };
  const status = state.answer.data;
  return (host ?? status.host) === status.host ? { status } : { status: null, why: 'other-host' };
}

/**
 * What is read after an accepted action. Once it is proven it stays so: what somebody does later is another change. Until
 * then the newest reading counts.
 */
export function useReadBack(sent: SentAction, judge: (read: ReadAfter) => Finding[]) {
  const { state } = useGuardian();
  const [proven, setProven] = useState<ReadAfter | null>(null);
  const read = proven ?? newestOf(state, sent);
  const findings = judge(read);
  if (!proven && read.status && isProven(findings)) setProven(read);
  return { read, findings };
}
