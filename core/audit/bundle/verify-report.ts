/** What is wrong with a bundle. */
export type ProblemCode =
  | 'not_a_bundle'
  | 'cut_off'
  | 'unreadable_row'
  | 'link_broken'
  | 'other_tenant'
  | 'rows_missing'
  | 'rows_not_covered'
  | 'root_differs'
  | 'head_differs'
  | 'unreadable_end'
  | 'unreadable_checkpoint'
  | 'retired_key'
  | 'wrong_signature'
  | 'false_handover'
  | 'approval_unreadable'
  | 'approval_not_registered'
  | 'approval_wrong_signature'
  | 'kept_checkpoint_unreadable'
  | 'kept_checkpoint_of_another_chain'
  | 'kept_checkpoint_is_longer'
  | 'kept_checkpoint_differs';

interface Problem {
  code: ProblemCode;
  /** The line of the file, from 1; null where it is not about one line. */
  line: number | null;
  /** In words. */
  message: string;
}

export interface BundleReport {
  /** `unconfirmed`: nothing contradicts anything, but no key that was given vouches for the key that signed. */
  verdict: 'verified' | 'broken' | 'unconfirmed';
  tenantId: string | null;
  rows: number;
  approvals: number;
  checkpoint: { size: number; root: string; headHash: string; time: string } | null;
  /** The fingerprints of the keys that signed the checkpoint. */
  signedBy: string[];
  /** The first hundred. */
  problems: Problem[];
  problemCount: number;
}

const MOST_NAMED = 100;

/** Collects what is wrong, without keeping more than anybody reads. */
export function createProblems() {
  const named: Problem[] = [];
  let count = 0;
  return {
    add(code: ProblemCode, line: number | null, message: string): void {
      count += 1;
      if (named.length < MOST_NAMED) named.push({ code, line, message });
    },
    named,
    count: () => count,
  };
}

export type Problems = ReturnType<typeof createProblems>;
