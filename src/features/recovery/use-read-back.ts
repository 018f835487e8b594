import { useState } from 'react';
import type { SentAction } from '../../guardian/events';
import { useGuardian } from '../../guardian/use-guardian';
import { isProven, type Finding, type ReadAfter } from './findings';

/**
 * What is read after an accepted action. Once it is proven it stays so: what somebody does later is another change. Until
 * then the newest reading counts.
 */
export function useReadBack(sent: SentAction, judge: (read: ReadAfter) => Finding[]) {
  const { state } = useGuardian();
  const [proven, setProven] = useState<ReadAfter | null>(null);
  const fresh = state.kind === 'confirmed' && state.answer.askedAt.mono >= sent.settledAt.mono;
  const newest: ReadAfter = fresh
    ? { status: state.answer.data }
    : { status: null, unreadable: state.kind === 'unknown' };
  const read = proven ?? newest;
  const findings = judge(read);
  if (!proven && read.status && isProven(findings)) setProven(read);
  return { read, findings };
}
