import { bytesToHex } from '@noble/hashes/utils.js';
import { parseCheckpoint, type Checkpoint } from './checkpoint';
import type { KeyRing } from '../keys/key-ring';
import type { MerkleTree } from './merkle';
import type { Problems } from '../bundle/verify-report';

/** Checkpoints that somebody kept, each of which must be a beginning of the chain. */
export interface KeptCheckpoints {
  /** To be called for each size that the tree has, 0 as well. */
  compare(tree: MerkleTree): void;
  /** To be called once, with all rows read. */
  report(tenantId: string, rows: number, ring: KeyRing, problems: Problems): void;
}

export function readKept(notes: readonly string[]): KeptCheckpoints {
  const kept = notes.map((note) => ({ checkpoint: parseCheckpoint(note), same: false }));
  const sizes = new Set(kept.map(({ checkpoint }) => checkpoint?.size));
  return {
    compare(tree) {
      if (!sizes.has(tree.size())) return;
      const root = bytesToHex(tree.root());
      for (const one of kept) {
        if (one.checkpoint?.size === tree.size()) one.same = bytesToHex(one.checkpoint.root) === root;
      }
    },
    report(tenantId, rows, ring, problems) {
      for (const { checkpoint, same } of kept) {
        if (checkpoint === null) {
          problems.add('kept_checkpoint_unreadable', null, 'The kept checkpoint is not readable.');
        } else if (checkpoint.tenantId !== tenantId) {
          const message = `The kept checkpoint is about tenant ${checkpoint.tenantId}.`;
          problems.add('kept_checkpoint_of_another_chain', null, message);
        } else if (checkpoint.size > rows) {
          problems.add('kept_checkpoint_is_longer', null, tooLong(checkpoint, rows));
        } else if (!same) {
          problems.add('kept_checkpoint_differs', null, differs(checkpoint, ring));
        }
      }
    },
  };
}

const timeOf = ({ at }: Checkpoint) => new Date(at).toISOString();

function tooLong(checkpoint: Checkpoint, rows: number): string {
  return (
    `The checkpoint kept from ${timeOf(checkpoint)} covers ${checkpoint.size} rows, and this file has ${rows}. ` +
    'Either rows were cut, or the file is older than the checkpoint: ask for a new one.'
  );
}

function differs(checkpoint: Checkpoint, ring: KeyRing): string {
  const judged = ring.judge(checkpoint);
  const who =
    'signers' in judged
      ? `The same key ${judged.signers.join(', ')} signed both: its holder told two histories.`
      : 'No key of this chain signed the kept one.';
  return `The first ${checkpoint.size} rows are not those of the checkpoint kept from ${timeOf(checkpoint)}. ${who}`;
}
