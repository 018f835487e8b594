import { bytesToHex } from '@noble/hashes/utils.js';
import { isCheckpointSignedBy, parseCheckpoint, type Checkpoint } from '../checkpoint/checkpoint';
import type { KeyRow } from './key-rows';

/** The tree as it was before a row. */
interface TreeBefore {
  tenantId: string;
  size: number;
  root(): Uint8Array;
  headHash: string;
}

/** The keys that the rows of a chain registered until now, and which of them somebody trusts. */
export interface KeyRing {
  /** Null, or why this row is no handover. */
  add(key: KeyRow, before: TreeBefore): string | null;
  /** Who signed: the fingerprints, or what is wrong. */
  judge(checkpoint: Checkpoint): { signers: string[] } | { fault: KeyFault };
  isTrusted(fingerprint: string): boolean;
}

export type KeyFault = 'retired_key' | 'wrong_signature';

/** `trusted`: fingerprints that were learnt from elsewhere. */
export function createKeyRing(trusted: readonly string[]): KeyRing {
  const keys = new Map<string, { publicKey: Uint8Array; retired: boolean }>();
  const trust = new Set(trusted);

  function isHandover({ fingerprint, publicKey, handover }: KeyRow, before: TreeBefore): boolean {
    const previous = keys.get(handover?.previous ?? '');
    const checkpoint = parseCheckpoint(handover?.checkpoint ?? '');
    if (!previous || previous.retired || checkpoint === null) return false;
    return (
      checkpoint.nextKey === fingerprint &&
      checkpoint.tenantId === before.tenantId &&
      checkpoint.size === before.size &&
      checkpoint.headHash === before.headHash &&
      bytesToHex(checkpoint.root) === bytesToHex(before.root()) &&
      [previous.publicKey, publicKey].every((key) => isCheckpointSignedBy(checkpoint, key))
    );
  }

  return {
    add(key, before) {
      if (key.handover) {
        if (!isHandover(key, before)) return `Key ${key.fingerprint} does not follow the key before it.`;
        const { previous } = key.handover;
        const retiring = keys.get(previous);
        if (retiring) retiring.retired = true;
        if (trust.has(previous)) trust.add(key.fingerprint);
      }
      if (!keys.has(key.fingerprint)) keys.set(key.fingerprint, { publicKey: key.publicKey, retired: false });
      return null;
    },
    judge(checkpoint) {
      const signers: string[] = [];
      for (const [fingerprint, { publicKey, retired }] of keys) {
        if (!isCheckpointSignedBy(checkpoint, publicKey)) continue;
        if (retired) return { fault: 'retired_key' };
        signers.push(fingerprint);
      }
      // Every signature counts: one that nobody can check would be a place where a byte may change unseen.
      const signed = checkpoint.note.signatures.length;
      return signers.length === signed ? { signers } : { fault: 'wrong_signature' };
    },
    isTrusted: (fingerprint) => trust.has(fingerprint),
  };
}
