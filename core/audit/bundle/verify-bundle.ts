import { bytesToHex } from '@noble/hashes/utils.js';
import type { JsonObject } from '../../text/json-object';
import { judgeApproval, readApproval, readGuardianKey, type ApprovalFault } from './approval';
import { indexRow, readEnd, readHeader, writeEnd, type BundleIndex } from './bundle';
import { GENESIS_HASH, OUR_SHA256, type Sha256 } from '../chain/chain';
import { readRowText } from '../chain/row-text';
import { parseCheckpoint, type Checkpoint } from '../checkpoint/checkpoint';
import { readKept } from '../checkpoint/kept-checkpoints';
import { readKeyRow } from '../keys/key-rows';
import { createKeyRing, type KeyFault } from '../keys/key-ring';
import { splitLines } from './lines';
import { createMerkleTree } from '../checkpoint/merkle';
import { createProblems, type BundleReport, type ProblemCode } from './verify-report';

export interface VerifyOptions {
  /** Fingerprints of keys, known from elsewhere: 64 hex digits. */
  keys?: readonly string[] | undefined;
  /** Checkpoints that were kept. */
  seen?: readonly string[] | undefined;
  sha256?: Sha256 | undefined;
}

const APPROVAL_FAULTS: Record<ApprovalFault, [ProblemCode, string]> = {
  unreadable: ['approval_unreadable', 'The approval in this row is not readable.'],
  not_registered: ['approval_not_registered', 'No row before it registers the key of this approval.'],
  wrong_signature: ['approval_wrong_signature', 'The signature of the approval in this row is wrong.'],
};

const KEY_FAULTS: Record<KeyFault, string> = {
  retired_key: 'The checkpoint is signed by a key that had already handed over to another.',
  wrong_signature: 'A signature of the checkpoint is wrong, or is by a key that no row registers.',
};

/** Reads a bundle piece by piece, in constant memory, and says what it proves. Rejects only when `pieces` does. */
export async function verifyBundle(
  pieces: AsyncIterable<Uint8Array>,
  options: VerifyOptions = {},
): Promise<BundleReport> {
  const reader = createReader(options);
  for await (const { lines, whole } of splitLines(pieces)) {
    if (!whole) reader.cutOff();
    else if (!lines.every((line) => reader.add(line))) break;
  }
  return reader.end();
}

function createReader({ keys = [], seen = [], sha256 = OUR_SHA256 }: VerifyOptions) {
  const problems = createProblems();
  const tree = createMerkleTree(null, sha256);
  const ring = createKeyRing(keys);
  const kept = readKept(seen);
  const index: BundleIndex = { keys: [], approvals: [] };
  const guardianKeys = new Set<string>();
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let line = 0;
  let tenantId: string | null = null;
  let headHash = GENESIS_HASH;
  /** The newest line: only the end of the file says whether it is a row. */
  let newest: Uint8Array | null = null;

  const decode = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return '';
    }
  };
  const blame = (code: ProblemCode, message: string) => problems.add(code, line, message);

  function addRow(bytes: Uint8Array) {
    const row = readRowText(decode(bytes));
    if (row === null) blame('unreadable_row', 'This is not the one way to write a row.');
    else judgeRow(row, tree.size() + 1);
    headHash = bytesToHex(sha256.ofBytes(bytes));
    tree.add(bytes);
    kept.compare(tree);
  }

  function judgeRow(row: JsonObject, seq: number) {
    if (row['prev_hash'] !== headHash) blame('link_broken', 'This row does not follow the row before it.');
    if (row['tenant_id'] !== tenantId) blame('other_tenant', 'This row belongs to another tenant.');
    indexRow(index, row, seq);
    const key = readKeyRow(row);
    const before = { tenantId: tenantId ?? '', size: tree.size(), root: tree.root, headHash };
    const refused = key && ring.add(key, before);
    if (refused) blame('false_handover', refused);
    const approval = readApproval(row);
    const fault = approval === undefined ? null : judgeApproval(approval, guardianKeys);
    if (fault) blame(...APPROVAL_FAULTS[fault]);
    const guardianKey = readGuardianKey(row);
    if (guardianKey !== null) guardianKeys.add(guardianKey);
  }

  /** The checkpoint, when the last line has one that can be read. */
  function readLastLine(text: string): Checkpoint | null {
    const note = readEnd(text);
    if (note === null) {
      blame(
        'unreadable_end',
        'This is not the last line of a bundle. The file was cut off, or its end changed.',
      );
      return null;
    }
    if (writeEnd(note, index) !== text) {
      blame('unreadable_end', 'The last line lists other keys or approvals than the rows do.');
    }
    const checkpoint = parseCheckpoint(note);
    if (checkpoint === null) blame('unreadable_checkpoint', 'The checkpoint is not readable.');
    return checkpoint;
  }

  /** The fingerprints of those who signed it. */
  function judgeCheckpoint(checkpoint: Checkpoint): string[] {
    const { size, root } = checkpoint;
    const rows = tree.size();
    if (checkpoint.tenantId !== tenantId) blame('other_tenant', 'The checkpoint is about another tenant.');
    if (size > rows) blame('rows_missing', `The checkpoint covers ${size} rows, and ${rows} are here.`);
    if (size < rows) blame('rows_not_covered', `The checkpoint covers only ${size} of ${rows} rows.`);
    if (checkpoint.headHash !== headHash) blame('head_differs', 'The checkpoint names another newest row.');
    if (bytesToHex(root) !== bytesToHex(tree.root()))
      blame('root_differs', 'The checkpoint is of other rows.');
    const judged = ring.judge(checkpoint);
    if ('signers' in judged) return judged.signers;
    blame(judged.fault, KEY_FAULTS[judged.fault]);
    return [];
  }

  return {
    /** False when this cannot be a bundle. */
    add(bytes: Uint8Array): boolean {
      if (newest && line > 1) addRow(newest);
      line += 1;
      newest = bytes;
      if (line === 1) {
        tenantId = readHeader(decode(bytes));
        kept.compare(tree);
      }
      return tenantId !== null;
    },
    cutOff: () => problems.add('cut_off', line + 1, 'The file breaks off in the middle of a line.'),
    end(): BundleReport {
      if (tenantId === null) problems.add('not_a_bundle', 1, 'This is not the first line of a bundle.');
      const last = tenantId === null ? null : readLastLine(newest ? decode(newest) : '');
      const signedBy = last ? judgeCheckpoint(last) : [];
      if (tenantId !== null) kept.report(tenantId, tree.size(), ring, problems);
      const confirmed = signedBy.some((fingerprint) => ring.isTrusted(fingerprint));
      return {
        verdict: problems.count() > 0 ? 'broken' : confirmed ? 'verified' : 'unconfirmed',
        tenantId,
        rows: tree.size(),
        approvals: index.approvals.length,
        checkpoint: last && {
          size: last.size,
          root: bytesToHex(last.root),
          headHash: last.headHash,
          time: new Date(last.at).toISOString(),
        },
        signedBy,
        problems: problems.named,
        problemCount: problems.count(),
      };
    },
  };
}
