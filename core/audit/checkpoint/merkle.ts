import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { Frontier } from '../../ports/records';
import { OUR_SHA256, type Sha256 } from '../chain/chain';

/** A growing Merkle tree of RFC 6962, of which only the right edge is kept. */
export interface MerkleTree {
  /** Adds the next leaf: the bytes of a row's text. */
  add(entry: Uint8Array): void;
  size(): number;
  /** The root over all leaves until now. With an earlier size, the root of a tree is the proof that it is a beginning of this one. */
  root(): Uint8Array;
  frontier(): Frontier;
}

/** The hash of a leaf begins with another byte than that of a node, so that neither can be shown as the other. */
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/**
 * Goes on from `frontier`, or begins with an empty tree.
 *
 * @throws Error when the frontier has not one hash for each complete subtree of its size.
 */
export function createMerkleTree(
  frontier: Frontier | null = null,
  { ofBytes: sha256 }: Sha256 = OUR_SHA256,
): MerkleTree {
  let size = frontier?.size ?? 0;
  const edge: Uint8Array[] = (frontier?.hashes ?? []).map((hash) => hexToBytes(hash));
  if (edge.length !== completeSubtrees(size) || edge.some((hash) => hash.length !== 32)) {
    throw new Error(`A tree of ${size} leaves has another frontier than this one of ${edge.length} hashes.`);
  }
  const join = (left: Uint8Array, right: Uint8Array) => sha256(concatBytes(NODE, left, right));
  return {
    add(entry) {
      let hash = sha256(concatBytes(LEAF, entry));
      // Each complete subtree of the same height as the new one is joined with it.
      for (let height = size; height % 2 === 1; height = Math.floor(height / 2)) {
        const left = edge.pop();
        if (left) hash = join(left, hash);
      }
      edge.push(hash);
      size += 1;
    },
    size: () => size,
    root: () =>
      size === 0 ? sha256(new Uint8Array()) : edge.reduceRight((right, left) => join(left, right)),
    frontier: () => ({ size, hashes: edge.map((hash) => bytesToHex(hash)) }),
  };
}

/** The number of ones in the binary number. */
function completeSubtrees(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
